using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Kernel;

/// <summary>One turn of an instance: what it is decided by besides the journal, and what the kernel makes of it: one record.</summary>
internal sealed class Turn
{
    /// <summary>What goes into the journal, in order. Applied to the state already.</summary>
    public List<JournalEntry> Entries { get; } = [];

    /// <summary>What leaves with the record; null: nothing.</summary>
    public List<SagaMessage>? Outgoing { get; private set; }

    /// <summary>The steps whose participants are to be asked, or asked again, once the record is there; null: none.</summary>
    public List<int>? Asked { get; private set; }

    /// <summary>Makes the commands of steps that participants do.</summary>
    public ICommandMaker? Commands { get; private set; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>What is under way in this process.</summary>
    public InFlight InFlight { get; private set; } = InFlight.None;

    /// <summary>Draws a number in [0, 1), for the jitter.</summary>
    public Func<double> Random { get; private set; } = static () => 0.5;

    /// <summary>Whether the store has the instance as Ready: a due time that moves without a record would not reach it.</summary>
    public bool ReadyInStore { get; private set; }

    /// <summary>Waits as long as this are not worth a record of their own.</summary>
    public TimeSpan ShortWait { get; private set; }

    /// <summary>Begins another turn with the same buffers.</summary>
    public Turn Begin(DateTimeOffset now, InFlight inFlight, Func<double> random, bool readyInStore, TimeSpan shortWait, ICommandMaker? commands = null)
    {
        (Now, InFlight, Random, ReadyInStore, ShortWait, Commands) = (now, inFlight, random, readyInStore, shortWait, commands);
        Entries.Clear();
        (Outgoing, Asked) = (null, null);
        return this;
    }

    /// <summary>Adds an entry and applies it.</summary>
    public void Emit(SagaState state, JournalEntry entry)
    {
        Entries.Add(entry);
        Fold.Apply(state, entry);
    }

    /// <summary>Sends a message with the record.</summary>
    public void Send(SagaMessage message) => (Outgoing ??= []).Add(message);

    /// <summary>A participant is to be asked, once the record is there.</summary>
    public void Ask(int step) => (Asked ??= []).Add(step);

    /// <summary>
    /// Whether a due time may move without a record: the store knows that the instance waits, a call that runs will tell it, or it is over soon.
    /// </summary>
    public bool MayMoveDue(DateTimeOffset to) => !ReadyInStore || InFlight.Count > 0 || to - Now <= ShortWait;
}

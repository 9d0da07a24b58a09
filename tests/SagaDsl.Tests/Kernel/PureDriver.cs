using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Tests.KernelTests;

/// <summary>Takes a journal up where it was cut and brings it to its end with the kernel alone: every call is Ok at once.</summary>
internal sealed class PureDriver(SagaPlan plan, IReadOnlyList<JournalEntry> journal, DateTimeOffset now)
{
    private static readonly WriterId Heir = new("heir", 7);

    private readonly List<JournalEntry> _new = [];

    public SagaState State { get; } = Refold(plan, journal);

    /// <summary>What was added to the journal.</summary>
    public IReadOnlyList<JournalEntry> Added => _new;

    public static SagaState Refold(SagaPlan plan, IEnumerable<JournalEntry> journal)
    {
        var state = new SagaState(plan, Performance.Id);
        foreach (var entry in journal)
            Fold.Apply(state, entry);
        return state;
    }

    /// <summary>Goes on until the end. False: it never comes.</summary>
    public bool Finish()
    {
        if (State.IsTerminal)
            return true;
        foreach (ref var slot in State.Steps.AsSpan())
            slot.MayHaveBegun |= slot.IsOpen;
        Ownership.Take(State, Heir, now, 0.5, _new);
        Decider.Decide(State, now, _new);
        for (var i = 0; i < 200 && !State.IsTerminal; i++)
        {
            if (State.Suspended is not null)
                Help(i);
            else if (!Call())
                return false;
            Decider.Decide(State, now, _new);
        }

        return State.IsTerminal;
    }

    // A person resumes; where that leads nowhere, the instance is given up.
    private void Help(int i)
    {
        var command = i < 50 && i % 2 == 0 ? OperatorCommand.Resume : OperatorCommand.Abandon;
        Commands.Take(State, new InboxMessage($"m-{i}", State.Id, command, new("ann", "why")), null, _new);
    }

    private bool Call()
    {
        for (var i = 0; i < State.Steps.Length; i++)
        {
            ref var slot = ref State.Steps[i];
            if (!slot.IsOpen || slot.DueAt == StepSlot.Halted)
                continue;
            now = now.UtcTicks < slot.DueAt ? new(slot.DueAt, TimeSpan.Zero) : now;
            slot.MayHaveBegun = true;
            var result = slot.IsUndo ? default : new Payload("{}"u8.ToArray());
            Outcomes.Record(State, i, slot.IsUndo, new(OutcomeKind.Ok, result), now, 0.5, _new);
            return true;
        }

        return false;
    }
}

using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Tests.KernelTests;

/// <summary>Takes a journal up where it was cut and brings it to its end with the kernel alone: every call is Ok at once.</summary>
internal sealed class PureDriver(SagaPlan plan, IReadOnlyList<JournalEntry> journal, DateTimeOffset now)
{
    private readonly Began _inFlight = new();
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
        Turn(SagaEvent.TakenOver());
        for (var i = 0; i < 200 && !State.IsTerminal; i++)
        {
            if (State.Suspended is not null)
                Help(i);
            else if (!Call())
                return false;
        }

        return State.IsTerminal;
    }

    /// <summary>One event in, and whatever follows.</summary>
    public IReadOnlyList<JournalEntry> Turn(SagaEvent? happened)
    {
        var turn = new Turn().Begin(now, _inFlight, () => 0.5, readyInStore: false, TimeSpan.Zero);
        if (happened is { } it)
            SagaKernel.Take(State, it, turn);
        SagaKernel.Decide(State, turn);
        _new.AddRange(turn.Entries);
        return [.. turn.Entries];
    }

    // A person resumes; where that leads nowhere, the instance is given up.
    private void Help(int i)
    {
        var command = i < 50 && i % 2 == 0 ? OperatorCommand.Resume : OperatorCommand.Abandon;
        Turn(SagaEvent.MessageArrived(SagaMessage.OfCommand($"m-{i}", State.Id, command, new("ann", "why")), null));
    }

    private bool Call()
    {
        if (!State.TryTakeDue(DateTimeOffset.MaxValue, out var step))
            return false;
        var progress = State.Steps[step];
        now = now.UtcTicks < progress.DueAt ? new(progress.DueAt, TimeSpan.Zero) : now;
        var result = progress.Phase == StepPhase.Undo ? default : new Payload("{}"u8.ToArray());
        Turn(SagaEvent.CallEnded(step, progress.Phase, new(CallOutcomeKind.Ok, result)));
        return true;
    }

    /// <summary>Whether its first attempt began cannot be known of a journal that was cut.</summary>
    private sealed class Began : InFlight
    {
        public override int Count => 0;

        public override CallPhase PhaseOf(int step) => CallPhase.None;

        public override bool MayHaveBegun(int step) => true;
    }
}

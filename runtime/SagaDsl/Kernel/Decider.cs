using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>
/// What the journal must say next, as a pure function of state and time: intents, turning back, the end. Each entry is
/// applied as it is decided, so that one record can hold all that follows from one event.
/// </summary>
internal static partial class Decider
{
    // It says nothing but its name: one object serves every journal.
    private static readonly SagaCompleted Done = new();

    /// <summary>Adds to the entries whatever follows, and applies it.</summary>
    public static void Decide(SagaState state, DateTimeOffset now, List<JournalEntry> entries)
    {
        if (state.IsTerminal || state.Suspended is not null)
            return;
        if (state.Status == SagaStatus.Running)
            Forward(state, now, entries);
        if (state.Status == SagaStatus.Compensating)
            Backward(state, entries);
    }

    /// <summary>Adds an entry and applies it.</summary>
    public static void Emit(SagaState state, List<JournalEntry> entries, JournalEntry entry)
    {
        entries.Add(entry);
        Fold.Apply(state, entry);
    }

    private static void Forward(SagaState state, DateTimeOffset now, List<JournalEntry> entries)
    {
        if (state.DeadlineAt <= now && !state.DeadlineFired)
            Emit(state, entries, new TimerFired(TimerFired.Deadline));

        if (state.Committed)
        {
            if (state.DeadlineFired && state.Attention is null)
                Emit(state, entries, new AttentionRaised("The saga's timeout passed after its commit point: it goes forward, late."));
        }
        else if (!state.PivotUndecided && Turning(state) is { } turning)
        {
            Emit(state, entries, turning);
            return;
        }

        var open = 0;
        for (var i = 0; i < state.Steps.Length; i++)
        {
            switch (state.Steps[i].State)
            {
                case StepState.Waiting when CanBegin(state, i):
                    Emit(state, entries, new StepScheduled(state.Plan.Steps[i].Name, StepKey.Under(state.KeyRoot)));
                    open++;
                    break;
                case StepState.Completed or StepState.Skipped:
                    break;
                default:
                    open++;
                    break;
            }
        }

        if (open == 0)
            Emit(state, entries, Done);
    }

    /// <summary>Why the saga turns back: of what is in the journal, what came first.</summary>
    public static CompensationStarted? Turning(SagaState state)
    {
        var (first, order) = (-1, int.MaxValue);
        for (var i = 0; i < state.Steps.Length; i++)
        {
            if (state.Steps[i].State is StepState.Rejected or StepState.InDoubt && state.Steps[i].OutcomeOrder < order)
                (first, order) = (i, state.Steps[i].OutcomeOrder);
        }

        var cancelled = state.Cancel is not null && state.CancelOrder < order;
        if (state.DeadlineFired && state.DeadlineOrder < (cancelled ? state.CancelOrder : order))
            return new(FailureCause.DeadlineExceeded);
        if (cancelled)
            return new(FailureCause.Cancelled, By: state.Cancel);
        if (first < 0)
            return null;
        ref readonly var slot = ref state.Steps[first];
        return new(slot.Cause, state.Plan.Steps[first].Name, Math.Max(1, slot.Attempts), slot.Error);
    }

    private static bool CanBegin(SagaState state, int step)
    {
        foreach (var before in state.Plan.Steps[step].After)
        {
            if (!IsPassed(state, before))
                return false;
        }

        return true;
    }

    // A step that was skipped before its turn lets the next ones begin only when its turn would have been over.
    private static bool IsPassed(SagaState state, int step) =>
        state.Steps[step].State == StepState.Completed || (state.Steps[step].State == StepState.Skipped && CanBegin(state, step));
}

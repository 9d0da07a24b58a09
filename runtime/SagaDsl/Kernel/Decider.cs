using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>
/// What the journal must say next, as a pure function of state and turn: intents, turning back, the end. Each entry is
/// applied as it is decided, so that one record can hold all that follows from one event.
/// </summary>
internal static partial class Decider
{
    /// <summary>Adds to the turn whatever follows, and applies it.</summary>
    public static void Decide(SagaState state, Turn turn)
    {
        if (state.IsTerminal || state.Suspended is not null)
            return;
        if (state.Status == SagaStatus.Running)
            Forward(state, turn);
        if (state.Status == SagaStatus.Compensating)
            Backward(state, turn);
    }

    private static void Forward(SagaState state, Turn turn)
    {
        if (state.DeadlineAt <= turn.Now && !state.DeadlineFired)
            turn.Emit(state, new TimerFired(TimerFired.Deadline));

        if (state.Committed)
        {
            if (state.DeadlineFired && state.Attention is null)
                turn.Emit(state, new AttentionRaised("The saga's timeout passed after its commit point: it goes forward, late."));
        }
        else if (!state.PivotUndecided && Turning(state) is { } turning)
        {
            turn.Emit(state, turning);
            return;
        }

        while (state.FirstReady is >= 0 and var step)
        {
            if (state.Plan.Steps[step].Remote is null)
                turn.Emit(state, new StepScheduled(state.Plan.Steps[step].Name, state.KeyOf(state.Plan.Steps[step].Name, StepPhase.Action)));
            else if (!Replies.Ask(state, step, turn))
                return;
        }

        if (state.Unfinished == 0)
            turn.Emit(state, state.Plan.Completed);
    }

    /// <summary>Why the saga turns back: of what is in the journal, what came first.</summary>
    public static CompensationStarted? Turning(SagaState state)
    {
        var order = state.FirstFailure >= 0 ? state.Steps[state.FirstFailure].OutcomeOrder : int.MaxValue;
        var cancelled = state.Cancel is not null && state.CancelOrder < order;
        if (state.DeadlineFired && state.DeadlineOrder < (cancelled ? state.CancelOrder : order))
            return new(FailureCause.DeadlineExceeded);
        if (cancelled)
            return new(FailureCause.Cancelled, By: state.Cancel);
        if (state.FirstFailure < 0)
            return null;
        ref readonly var failed = ref state.Steps[state.FirstFailure];
        return new(failed.Cause, state.Plan.Steps[state.FirstFailure].Name, Math.Max(1, failed.Attempts), failed.Error);
    }
}

using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>What the outcome of a call puts into the journal: the retry policy and the rules of doubt, as a pure function.</summary>
internal static class Outcomes
{
    /// <summary>Adds the entries of an outcome and applies them.</summary>
    /// <param name="state">The instance.</param>
    /// <param name="step">The step's index.</param>
    /// <param name="phase">Which of its methods was called.</param>
    /// <param name="outcome">How the call ended.</param>
    /// <param name="turn">Where the entries go.</param>
    public static Recording Record(SagaState state, int step, StepPhase phase, in CallOutcome outcome, Turn turn)
    {
        if (state.IsTerminal)
            return Recording.Nothing;
        ref var progress = ref state.Steps[step];
        if (phase == StepPhase.Undo)
            return progress.Undo == UndoState.Scheduled ? Undo(state, step, outcome, turn) : Recording.Nothing;
        if (progress.State == StepState.Scheduled)
            return Action(state, step, outcome, turn);

        // A late reply of a step in doubt: its result feeds the compensation.
        if (progress.State == StepState.InDoubt && progress.Undo == UndoState.None && outcome is { Kind: CallOutcomeKind.Ok, Result.IsPresent: true }
            && !progress.Result.IsPresent)
        {
            turn.Emit(state, new StepResultLearned(state.Plan.Steps[step].Name) { Payload = outcome.Result });
            return Recording.Recorded;
        }

        return Recording.Nothing;
    }

    private static Recording Action(SagaState state, int step, in CallOutcome outcome, Turn turn)
    {
        ref var progress = ref state.Steps[step];
        var plan = state.Plan.Steps[step];
        var attempt = outcome.Late ? Math.Max(1, progress.Attempts) : progress.Attempts + 1; // Fresh attempts forget the one that was counted.
        switch (outcome.Kind)
        {
            case CallOutcomeKind.Ok:
                turn.Emit(state, new StepCompleted(plan.Name, attempt) { Payload = outcome.Result });
                return Recording.Recorded;

            case CallOutcomeKind.Rejected:
                turn.Emit(state, new StepRejected(plan.Name, attempt, outcome.Error!, outcome.Definite || !progress.Doubtful));
                if (progress.State == StepState.Scheduled)
                    Suspend(state, turn, step,
                        plan.Kind == StepKind.Pivot
                        ? "was rejected after an attempt whose outcome is unknown: whether it happened must be found out"
                        : "was rejected, and the saga is past its commit point");
                return Recording.Recorded;

            case CallOutcomeKind.NotStorable:
                if (state.Committed || plan.Kind != StepKind.Compensatable)
                {
                    turn.Emit(state, new StepAttemptFailed(plan.Name, attempt, outcome.Error!, null));
                    Suspend(state, turn, step, "is done, and its result cannot be stored");
                }
                else
                {
                    turn.Emit(state, new StepInDoubt(plan.Name, InDoubtCause.ResultNotStorable, outcome.Error));
                }

                return Recording.Recorded;

            case CallOutcomeKind.Pending:
                return Pending(state, step, outcome, turn, static (name, at) => new StepPending(name, at));

            default:
                return outcome.Late ? Recording.Nothing : Unknown(state, step, attempt, outcome.Error!, turn);
        }
    }

    private static Recording Unknown(SagaState state, int step, int attempt, StepError error, Turn turn)
    {
        ref var progress = ref state.Steps[step];
        var plan = state.Plan.Steps[step];
        var retryAt = turn.Now.After(plan.Retry.Delay(attempt, turn.Random()));

        if (plan.AtMostOnce)
        {
            turn.Emit(state, new StepAttemptFailed(plan.Name, attempt, error, null));
            if (state.Status == SagaStatus.Running)
                Suspend(state, turn, step, "may have happened, and must never be attempted twice: find out whether it did");
            return Recording.Recorded;
        }

        if (state.Status == SagaStatus.Compensating)
        {
            if (state.UndoNeedsOwnResult(step) && plan.Retry.Allows(attempt))
                turn.Emit(state, new StepAttemptFailed(plan.Name, attempt, error, retryAt));
            else
                turn.Emit(state, new StepInDoubt(plan.Name, plan.Retry.Allows(attempt) ? InDoubtCause.TurnedBack : InDoubtCause.RetriesExhausted, error));
            return Recording.Recorded;
        }

        if (plan.Retry.Allows(attempt))
        {
            if (plan.Retry.MaxAttempts is null && WithoutNews(state, step, plan.Retry, attempt, retryAt, turn))
                return Recording.DueMoved;
            turn.Emit(state, new StepAttemptFailed(plan.Name, attempt, error, retryAt));
            if (plan.Retry.MaxAttempts is null)
                Attention(state, turn, step, attempt, $"Step '{plan.Name}' failed {attempt} times and is retried: {error.Message}");
            return Recording.Recorded;
        }

        turn.Emit(state, new StepAttemptFailed(plan.Name, attempt, error, null));
        if (plan.Kind == StepKind.Compensatable)
            turn.Emit(state, new StepInDoubt(plan.Name, InDoubtCause.RetriesExhausted, error));
        else
            Suspend(state, turn, step, $"failed {attempt} times, its limit, and the saga cannot turn back");
        return Recording.Recorded;
    }

    private static Recording Undo(SagaState state, int step, in CallOutcome outcome, Turn turn)
    {
        ref var progress = ref state.Steps[step];
        var plan = state.Plan.Steps[step];
        var attempt = outcome.Late ? Math.Max(1, progress.Attempts) : progress.Attempts + 1;
        switch (outcome.Kind)
        {
            case CallOutcomeKind.Ok:
                turn.Emit(state, new CompensationCompleted(plan.Name, attempt));
                return Recording.Recorded;
            case CallOutcomeKind.Pending:
                return Pending(state, step, outcome, turn, static (name, at) => new CompensationPending(name, at));
        }

        if (outcome.Late)
            return Recording.Nothing;
        var error = outcome.Error!;
        if (!plan.UndoRetry.Allows(attempt))
        {
            turn.Emit(state, new CompensationAttemptFailed(plan.Name, attempt, error, null));
            turn.Emit(state,
                new SagaSuspended(
                    $"The compensation of step '{plan.Name}' failed {attempt} times, its limit: {error.Message} Retry it, or undo it by hand and say so.",
                    plan.Name));
            return Recording.Recorded;
        }

        var retryAt = turn.Now.After(plan.UndoRetry.Delay(attempt, turn.Random()));
        if (plan.UndoRetry.MaxAttempts is null && outcome.Kind == CallOutcomeKind.Unknown && WithoutNews(state, step, plan.UndoRetry, attempt, retryAt, turn))
            return Recording.DueMoved;
        turn.Emit(state, new CompensationAttemptFailed(plan.Name, attempt, error, retryAt));
        if (outcome.Kind == CallOutcomeKind.Rejected)
            Attention(state, turn, step, int.MaxValue, $"The compensation of step '{plan.Name}' was rejected and is retried: {error.Message}");
        else
            Attention(state, turn, step, attempt, $"The compensation of step '{plan.Name}' failed {attempt} times and is retried: {error.Message}");
        return Recording.Recorded;
    }

    private static Recording Pending(SagaState state, int step, in CallOutcome outcome, Turn turn, Func<string, DateTimeOffset, JournalEntry> entry)
    {
        var dueAt = turn.Now.After(outcome.RetryAfter);
        if (state.Steps[step].PendingRecorded && turn.MayMoveDue(dueAt))
        {
            state.SetDue(step, dueAt.UtcTicks);
            return Recording.DueMoved;
        }

        turn.Emit(state, entry(state.Plan.Steps[step].Name, dueAt));
        return Recording.Recorded;
    }

    // Retried without limit, at the longest delay, attention raised: one more failure is no news.
    private static bool WithoutNews(SagaState state, int step, in RetryRule rule, int attempt, DateTimeOffset retryAt, Turn turn)
    {
        if (!turn.MayMoveDue(retryAt) || !rule.WasAtCap(attempt) || attempt <= state.Plan.AttentionAfter)
            return false;
        ref var progress = ref state.Steps[step];
        progress.Attempts = attempt;
        state.SetDue(step, retryAt.UtcTicks);
        return true;
    }

    private static void Attention(SagaState state, Turn turn, int step, int attempts, string reason)
    {
        if (attempts >= state.Plan.AttentionAfter && state.Attention is null)
            turn.Emit(state, new AttentionRaised(reason, state.Plan.Steps[step].Name));
    }

    private static void Suspend(SagaState state, Turn turn, int step, string what)
    {
        var name = state.Plan.Steps[step].Name;
        var error = state.Steps[step].Error?.Message;
        turn.Emit(state, new SagaSuspended($"Step '{name}' {what}{(error is null ? "." : $": {error}")} Retry it, supply its result, or skip it.", name));
    }
}

using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>What the outcome of a call puts into the journal: the retry policy and the rules of doubt, as a pure function.</summary>
internal static class Outcomes
{
    /// <summary>Adds the entries of an outcome and applies them.</summary>
    /// <param name="state">The instance.</param>
    /// <param name="step">The step's index.</param>
    /// <param name="isUndo">Whether the call was of the compensation.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">A number in [0, 1) for the jitter.</param>
    /// <param name="entries">Where the entries go.</param>
    public static Recording Record(SagaState state, int step, bool isUndo, in StepOutcome outcome, DateTimeOffset now, double random,
        List<JournalEntry> entries)
    {
        if (state.IsTerminal)
            return Recording.Nothing;
        ref var slot = ref state.Steps[step];
        if (isUndo)
            return slot.Undo == UndoState.Scheduled ? Undo(state, step, outcome, now, random, entries) : Recording.Nothing;
        if (slot.State == StepState.Scheduled)
            return Action(state, step, outcome, now, random, entries);

        // A late reply of a step in doubt: its result feeds the compensation.
        if (slot.State == StepState.InDoubt && slot.Undo == UndoState.None && outcome is { Kind: OutcomeKind.Ok, Result.IsPresent: true }
            && !slot.Result.IsPresent)
        {
            Decider.Emit(state, entries, new StepResultLearned(state.Plan.Steps[step].Name) { Payload = outcome.Result });
            return Recording.Recorded;
        }

        return Recording.Nothing;
    }

    private static Recording Action(SagaState state, int step, in StepOutcome outcome, DateTimeOffset now, double random, List<JournalEntry> entries)
    {
        ref var slot = ref state.Steps[step];
        var plan = state.Plan.Steps[step];
        var attempt = outcome.Late ? slot.Attempts : slot.Attempts + 1;
        switch (outcome.Kind)
        {
            case OutcomeKind.Ok:
                Decider.Emit(state, entries, new StepCompleted(plan.Name, attempt) { Payload = outcome.Result });
                return Recording.Recorded;

            case OutcomeKind.Rejected:
                Decider.Emit(state, entries, new StepRejected(plan.Name, attempt, outcome.Error!, outcome.Definite || !slot.Doubtful));
                if (slot.State == StepState.Scheduled)
                    Suspend(state, entries, step,
                        plan.Kind == StepKind.Pivot
                        ? "was rejected after an attempt whose outcome is unknown: whether it happened must be found out"
                        : "was rejected, and the saga is past its commit point");
                return Recording.Recorded;

            case OutcomeKind.NotStorable:
                if (state.Committed || plan.Kind != StepKind.Compensatable)
                {
                    Decider.Emit(state, entries, new StepAttemptFailed(plan.Name, attempt, outcome.Error!, null));
                    Suspend(state, entries, step, "is done, and its result cannot be stored");
                }
                else
                {
                    Decider.Emit(state, entries, new StepInDoubt(plan.Name, InDoubtCause.ResultNotStorable, outcome.Error));
                }

                return Recording.Recorded;

            case OutcomeKind.Pending:
                return Pending(state, step, outcome, now, entries, new StepPending(plan.Name, now + outcome.RetryAfter));

            default:
                return outcome.Late ? Recording.Nothing : Unknown(state, step, attempt, outcome.Error!, now, random, entries);
        }
    }

    private static Recording Unknown(SagaState state, int step, int attempt, StepError error, DateTimeOffset now, double random, List<JournalEntry> entries)
    {
        ref var slot = ref state.Steps[step];
        var plan = state.Plan.Steps[step];
        var retryAt = now + plan.Retry.Delay(attempt, random);

        if (plan.Definition.AtMostOnce)
        {
            Decider.Emit(state, entries, new StepAttemptFailed(plan.Name, attempt, error, null));
            if (state.Status == SagaStatus.Running)
                Suspend(state, entries, step, "may have happened, and must never be attempted twice: find out whether it did");
            return Recording.Recorded;
        }

        if (state.Status == SagaStatus.Compensating)
        {
            if (state.UndoNeedsOwnResult(step) && plan.Retry.Allows(attempt))
                Decider.Emit(state, entries, new StepAttemptFailed(plan.Name, attempt, error, retryAt));
            else
                Decider.Emit(state, entries,
                    new StepInDoubt(plan.Name, plan.Retry.Allows(attempt) ? InDoubtCause.TurnedBack : InDoubtCause.RetriesExhausted, error));
            return Recording.Recorded;
        }

        if (plan.Retry.Allows(attempt))
        {
            if (plan.Retry.MaxAttempts is null && WithoutNews(state, step, plan.Retry, attempt, retryAt))
                return Recording.DueMoved;
            Decider.Emit(state, entries, new StepAttemptFailed(plan.Name, attempt, error, retryAt));
            if (plan.Retry.MaxAttempts is null)
                Attention(state, entries, step, attempt, $"Step '{plan.Name}' failed {attempt} times and is retried: {error.Message}");
            return Recording.Recorded;
        }

        Decider.Emit(state, entries, new StepAttemptFailed(plan.Name, attempt, error, null));
        if (plan.Kind == StepKind.Compensatable)
            Decider.Emit(state, entries, new StepInDoubt(plan.Name, InDoubtCause.RetriesExhausted, error));
        else
            Suspend(state, entries, step, $"failed {attempt} times, its limit, and the saga cannot turn back");
        return Recording.Recorded;
    }

    private static Recording Undo(SagaState state, int step, in StepOutcome outcome, DateTimeOffset now, double random, List<JournalEntry> entries)
    {
        ref var slot = ref state.Steps[step];
        var plan = state.Plan.Steps[step];
        var attempt = outcome.Late ? slot.Attempts : slot.Attempts + 1;
        switch (outcome.Kind)
        {
            case OutcomeKind.Ok:
                Decider.Emit(state, entries, new CompensationCompleted(plan.Name, attempt));
                return Recording.Recorded;
            case OutcomeKind.Pending:
                return Pending(state, step, outcome, now, entries, new CompensationPending(plan.Name, now + outcome.RetryAfter));
        }

        if (outcome.Late)
            return Recording.Nothing;
        var error = outcome.Error!;
        if (!plan.UndoRetry.Allows(attempt))
        {
            Decider.Emit(state, entries, new CompensationAttemptFailed(plan.Name, attempt, error, null));
            Decider.Emit(state, entries,
                new SagaSuspended(
                    $"The compensation of step '{plan.Name}' failed {attempt} times, its limit: {error.Message} Retry it, or undo it by hand and say so.",
                    plan.Name));
            return Recording.Recorded;
        }

        var retryAt = now + plan.UndoRetry.Delay(attempt, random);
        if (plan.UndoRetry.MaxAttempts is null && outcome.Kind == OutcomeKind.Unknown && WithoutNews(state, step, plan.UndoRetry, attempt, retryAt))
            return Recording.DueMoved;
        Decider.Emit(state, entries, new CompensationAttemptFailed(plan.Name, attempt, error, retryAt));
        if (outcome.Kind == OutcomeKind.Rejected)
            Attention(state, entries, step, int.MaxValue, $"The compensation of step '{plan.Name}' was rejected and is retried: {error.Message}");
        else
            Attention(state, entries, step, attempt, $"The compensation of step '{plan.Name}' failed {attempt} times and is retried: {error.Message}");
        return Recording.Recorded;
    }

    private static Recording Pending(SagaState state, int step, in StepOutcome outcome, DateTimeOffset now, List<JournalEntry> entries, JournalEntry entry)
    {
        ref var slot = ref state.Steps[step];
        if (slot.PendingRecorded && state.CanMoveDue)
        {
            slot.DueAt = (now + outcome.RetryAfter).UtcTicks;
            return Recording.DueMoved;
        }

        Decider.Emit(state, entries, entry);
        return Recording.Recorded;
    }

    // Retried without limit, at the longest delay, attention raised: one more failure is no news.
    private static bool WithoutNews(SagaState state, int step, in RetryRule rule, int attempt, DateTimeOffset retryAt)
    {
        if (!state.CanMoveDue || !rule.WasAtCap(attempt) || attempt <= state.Plan.AttentionAfter)
            return false;
        ref var slot = ref state.Steps[step];
        slot.Attempts = attempt;
        slot.DueAt = retryAt.UtcTicks;
        return true;
    }

    private static void Attention(SagaState state, List<JournalEntry> entries, int step, int attempts, string reason)
    {
        if (attempts >= state.Plan.AttentionAfter && state.Attention is null)
            Decider.Emit(state, entries, new AttentionRaised(reason, state.Plan.Steps[step].Name));
    }

    private static void Suspend(SagaState state, List<JournalEntry> entries, int step, string what)
    {
        var name = state.Plan.Steps[step].Name;
        var error = state.Steps[step].Error?.Message;
        Decider.Emit(state, entries,
            new SagaSuspended($"Step '{name}' {what}{(error is null ? "." : $": {error}")} Retry it, supply its result, or skip it.", name));
    }
}

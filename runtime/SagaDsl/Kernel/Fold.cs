using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>
/// <c>state = Apply(state, entry)</c>. The state is changed in place by its one owner: no clock, no randomness, no
/// effects; the same entries give the same state. An instance's whole state can be had again from its journal.
/// </summary>
internal static class Fold
{
    public static void Apply(SagaState state, JournalEntry entry)
    {
        switch (entry)
        {
            case StepScheduled e: Scheduled(state, Index(state, e.Step)); break;
            case StepCompleted e: Completed(state, Index(state, e.Step), e); break;
            case SagaStarted e: Started(state, e); break;
            case RemoteStepScheduled e: RemoteScheduled(state, Index(state, e.Step), e); break;
            case SagaCompleted e: state.ResultStep = e.ResultStep; End(state, SagaStatus.Completed); break;
            case StepRejected e: Rejected(state, Index(state, e.Step), e); break;
            case CompensationStarted e: TurnedBack(state, e); break;
            case CompensationScheduled e: UndoScheduled(state, Index(state, e.Step), e.At); break;
            case CompensationCompleted e: Undone(state, Index(state, e.Step), UndoState.Completed, e); break;
            case SagaCompensated: End(state, SagaStatus.Compensated); break;
            case StepAttemptFailed e: Failed(state, Index(state, e.Step), e.Attempt, e.Error, e.RetryAt); break;
            case CompensationAttemptFailed e: Failed(state, Index(state, e.Step), e.Attempt, e.Error, e.RetryAt); break;
            case StepPending e: Pending(state, Index(state, e.Step), e.DueAt); break;
            case CompensationPending e: Pending(state, Index(state, e.Step), e.DueAt); break;
            case StepInDoubt e: InDoubt(state, Index(state, e.Step), e); break;
            case StepNotBegun e: state.Settle(Index(state, e.Step), StepState.NotBegun); break;
            case StepResultLearned e: state.Steps[Index(state, e.Step)].Result = e.Payload; break;
            case StepSkipped e: Skipped(state, Index(state, e.Step), e); break;
            case CompensationSkipped e: Undone(state, Index(state, e.Step), UndoState.Skipped, e); break;
            case OwnershipTaken e: Taken(state, e); break;
            case CommandReceived e: Command(state, e); break;
            case TimerFired: state.DeadlineFired = true; state.DeadlineOrder = ++state.Outcomes; break;
            case AttentionRaised e: state.Attention = e; break;
            // What a person suspended stays so until it is resumed, whatever else comes up meanwhile.
            case SagaSuspended e: state.Suspended = e.By is null && state.Suspended?.By is { } held ? e with { By = held } : e; break;
            case SagaResumed: state.Suspended = null; Refresh(state); break;
            case SagaAbandoned e: state.Abandoned = e; End(state, SagaStatus.Abandoned); break;
            case UnknownEntry: break;
            default: throw new InvalidOperationException($"The kernel has no rule for the entry {entry.GetType().Name}.");
        }
    }

    private static int Index(SagaState state, string step) => state.Plan.IndexOf(step) is >= 0 and var index ? index : throw new UnknownStepException(step);

    private static void Started(SagaState state, SagaStarted e)
    {
        state.Input = e.Payload;
        state.KeyRoot = IdempotencyKeys.Root(e.KeyPrefix, state.Plan.Name, state.Id);
        state.Origin = e.Origin;
        state.DeadlineAt = e.DeadlineAt;
        state.TraceParent = e.TraceParent;
    }

    private static void Scheduled(SagaState state, int step)
    {
        state.Schedule(step);
        if (state.Plan.Pivot < 0 && state.Plan.Steps[step].Kind == StepKind.Retriable)
            state.Committed = true;
    }

    private static void RemoteScheduled(SagaState state, int step, RemoteStepScheduled e)
    {
        Scheduled(state, step);
        state.Steps[step].MayHaveBegun = true;
        ref var remote = ref state.RemoteOf(step);
        (remote.Command, remote.Since, remote.Until) = (e.Payload, e.At.UtcTicks, e.Until?.UtcTicks ?? 0);
        state.SetDue(step, remote.AskAgain(e.At, state.Plan.ResendAfter));
    }

    private static void Completed(SagaState state, int step, StepCompleted e)
    {
        ref var progress = ref state.Steps[step];
        state.Settle(step, StepState.Completed);
        progress.Result = e.Payload;
        progress.Error = null;
        progress.MayHaveBegun = true;
        Commit(state, step);
        Relieve(state, e.Step);
    }

    private static void Rejected(SagaState state, int step, StepRejected e)
    {
        ref var progress = ref state.Steps[step];
        progress.Cause = FailureCause.Rejected;
        progress.Error = e.Error;
        progress.Attempts = e.Attempt;
        progress.MayHaveBegun = true;
        if (e.Definite && state.Plan.Steps[step].Kind != StepKind.Retriable)
        {
            state.Settle(step, StepState.Rejected);
            Relieve(state, e.Step);
        }
        else if (state.Plan.Steps[step].Kind == StepKind.Compensatable)
        {
            progress.Doubtful = true;
            state.Settle(step, StepState.InDoubt);
            Relieve(state, e.Step);
        }
        else
        {
            // A pivot in doubt and a rejected retriable step stay where they are, for a person to decide.
            progress.Doubtful = true;
            state.SetDue(step, StepProgress.Halted);
        }
    }

    private static void Skipped(SagaState state, int step, StepSkipped e)
    {
        state.Steps[step].MayHaveBegun |= e.Attempted;
        state.Settle(step, StepState.Skipped);
        Commit(state, step);
        Relieve(state, e.Step);
    }

    private static void Failed(SagaState state, int step, int attempt, StepError error, DateTimeOffset? retryAt)
    {
        ref var progress = ref state.Steps[step];
        progress.Attempts = attempt;
        progress.Error = error;
        progress.Doubtful = true;
        progress.MayHaveBegun = true;
        state.SetDue(step, retryAt?.UtcTicks ?? StepProgress.Halted);
    }

    private static void Pending(SagaState state, int step, DateTimeOffset dueAt)
    {
        ref var progress = ref state.Steps[step];
        progress.PendingRecorded = true;
        progress.MayHaveBegun = true;
        state.SetDue(step, dueAt.UtcTicks);
    }

    private static void InDoubt(SagaState state, int step, StepInDoubt e)
    {
        ref var progress = ref state.Steps[step];
        progress.Cause = e.Cause switch
        {
            InDoubtCause.ResultNotStorable => FailureCause.ResultNotStorable,
            InDoubtCause.NoReply or InDoubtCause.NotKnown => FailureCause.NoReply,
            _ => FailureCause.RetriesExhausted,
        };
        progress.Error = e.Error ?? progress.Error;
        progress.Doubtful = true;
        progress.MayHaveBegun = true;
        state.Settle(step, StepState.InDoubt);
    }

    private static void Commit(SagaState state, int step)
    {
        if (step == state.Plan.Pivot)
            state.Committed = true;
    }

    private static void TurnedBack(SagaState state, CompensationStarted e)
    {
        state.Status = SagaStatus.Compensating;
        state.TurnedBack = e;
        if (state.Suspended is { By: null })
            state.Suspended = null;
    }

    private static void UndoScheduled(SagaState state, int step, DateTimeOffset? askedAt)
    {
        ref var progress = ref state.Steps[step];
        state.BeginOpen(step);
        progress.Undo = UndoState.Scheduled;
        progress.Attempts = 0;
        progress.Interruptions = 0;
        progress.PendingRecorded = false;
        if (askedAt is not { } at)
            return;
        ref var remote = ref state.RemoteOf(step);
        (remote.Since, remote.Until) = (at.UtcTicks, 0);
        state.SetDue(step, remote.AskAgain(at, state.Plan.ResendAfter));
    }

    private static void Undone(SagaState state, int step, UndoState to, CompensationEntry e)
    {
        ref var progress = ref state.Steps[step];
        state.EndOpen(step);
        progress.Undo = to;
        progress.UndoOrder = ++state.Outcomes;
        state.Undoing?.Passed(state, step);
        Relieve(state, e.Step);
    }

    private static void Taken(SagaState state, OwnershipTaken e)
    {
        foreach (var call in e.Interrupted)
        {
            var step = Index(state, call.Step);
            ref var progress = ref state.Steps[step];
            progress.Interruptions++;
            progress.MayHaveBegun = true;
            progress.Doubtful = true;
            state.SetDue(step, call.RunAt?.UtcTicks ?? StepProgress.Halted);
        }
    }

    private static void Command(SagaState state, CommandReceived e)
    {
        (state.Commands ??= new(StringComparer.Ordinal)).Add(e.Id);
        if (e.Verdict == CommandVerdict.Refused)
            return;
        if (e.Command == OperatorCommand.Cancel && state.Cancel is null)
            (state.Cancel, state.CancelOrder) = (e.By, ++state.Outcomes);
        else if (e.Command == OperatorCommand.RetryNow)
            Refresh(state);
    }

    /// <summary>Fresh attempts for whatever waits.</summary>
    private static void Refresh(SagaState state)
    {
        foreach (var step in state.Open)
        {
            if (state.Steps[step].DueAt == 0)
                continue;
            state.SetDue(step, 0);
            state.Steps[step].Attempts = 0;
        }

        state.Attention = null;
    }

    /// <summary>
    /// What held the instance up may be over: the engine's own suspension is lifted unless another call is not to be made
    /// again unasked; what still blocks suspends it anew. A person's own suspension stays.
    /// </summary>
    private static void Relieve(SagaState state, string step)
    {
        if (state.Suspended is { By: null } && !state.AnyHalted)
            state.Suspended = null;
        if (state.Attention?.Step == step)
            state.Attention = null;
    }

    private static void End(SagaState state, SagaStatus status)
    {
        state.Status = status;
        state.Suspended = null;
        state.Attention = null;
    }
}

/// <summary>The journal names a step the definition lacks: the instance cannot run here.</summary>
internal sealed class UnknownStepException(string step) : Exception($"step '{step}' has run in it, and is no longer in the saga.");

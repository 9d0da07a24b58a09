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
            case SagaCompleted: End(state, SagaStatus.Completed); break;
            case StepRejected e: Rejected(state, Index(state, e.Step), e); break;
            case CompensationStarted e: TurnedBack(state, e); break;
            case CompensationScheduled e: UndoScheduled(ref Slot(state, e.Step)); break;
            case CompensationCompleted e: Undone(state, ref Slot(state, e.Step), UndoState.Completed, e.Step, e.By); break;
            case SagaCompensated: End(state, SagaStatus.Compensated); break;
            case StepAttemptFailed e: Failed(ref Slot(state, e.Step), e.Attempt, e.Error, e.RetryAt); break;
            case CompensationAttemptFailed e: Failed(ref Slot(state, e.Step), e.Attempt, e.Error, e.RetryAt); break;
            case StepPending e: Pending(ref Slot(state, e.Step), e.DueAt); break;
            case CompensationPending e: Pending(ref Slot(state, e.Step), e.DueAt); break;
            case StepInDoubt e: InDoubt(state, ref Slot(state, e.Step), e); break;
            case StepNotBegun e: Settle(state, ref Slot(state, e.Step), StepState.NotBegun); break;
            case StepResultLearned e: Slot(state, e.Step).Result = e.Payload; break;
            case StepSkipped e: Skipped(state, Index(state, e.Step), e); break;
            case CompensationSkipped e: Undone(state, ref Slot(state, e.Step), UndoState.Skipped, e.Step, e.By); break;
            case OwnershipTaken e: Taken(state, e); break;
            case CommandReceived e: Command(state, e); break;
            case TimerFired: state.DeadlineFired = true; state.DeadlineOrder = ++state.Outcomes; break;
            case AttentionRaised e: state.Attention = e; break;
            // What a person suspended stays so until it is resumed, whatever else comes up meanwhile.
            case SagaSuspended e: state.Suspended = e.By is null && state.Suspended?.By is { } held ? e with { By = held } : e; break;
            case SagaResumed: state.Suspended = null; Refresh(state); break;
            case SagaAbandoned e: state.Abandoned = e; End(state, SagaStatus.Abandoned); break;
            case UnknownEntry e: state.UnknownEntry ??= e.Type; break;
            default: throw new InvalidOperationException($"The kernel has no rule for the entry {entry.GetType().Name}.");
        }
    }

    private static int Index(SagaState state, string step) => state.Plan.IndexOf(step) is >= 0 and var index ? index : throw new UnknownStepException(step);

    private static ref StepSlot Slot(SagaState state, string step) => ref state.Steps[Index(state, step)];

    private static void Started(SagaState state, SagaStarted e)
    {
        state.Input = e.Payload;
        state.KeyRoot = Keys.Root(e.KeyPrefix, state.Plan.Name, state.Id);
        state.DeadlineAt = e.DeadlineAt;
        state.TraceParent = e.TraceParent;
    }

    private static void Scheduled(SagaState state, int index)
    {
        state.Steps[index].State = StepState.Scheduled;
        if (state.Plan.Pivot < 0 && state.Plan.Steps[index].Kind == StepKind.Retriable)
            state.Committed = true;
    }

    private static void Completed(SagaState state, int index, StepCompleted e)
    {
        ref var slot = ref state.Steps[index];
        Settle(state, ref slot, StepState.Completed);
        slot.Result = e.Payload;
        slot.Error = null;
        slot.MayHaveBegun = true;
        Commit(state, index);
        Lift(state, e.By);
        Calm(state, e.Step);
    }

    private static void Rejected(SagaState state, int index, StepRejected e)
    {
        ref var slot = ref state.Steps[index];
        slot.Cause = FailureCause.Rejected;
        slot.Error = e.Error;
        slot.Attempts = e.Attempt;
        slot.MayHaveBegun = true;
        if (e.Definite && state.Plan.Steps[index].Kind != StepKind.Retriable)
        {
            Settle(state, ref slot, StepState.Rejected);
        }
        else if (state.Plan.Steps[index].Kind == StepKind.Compensatable)
        {
            slot.Doubtful = true;
            Settle(state, ref slot, StepState.InDoubt);
        }
        else
        {
            // A pivot in doubt and a rejected retriable step stay where they are, for a person to decide.
            slot.Doubtful = true;
            slot.DueAt = StepSlot.Halted;
        }
    }

    private static void Skipped(SagaState state, int index, StepSkipped e)
    {
        Settle(state, ref state.Steps[index], StepState.Skipped);
        Commit(state, index);
        Lift(state, e.By);
        Calm(state, e.Step);
    }

    private static void Failed(ref StepSlot slot, int attempt, StepError error, DateTimeOffset? retryAt)
    {
        slot.Attempts = attempt;
        slot.Error = error;
        slot.Doubtful = true;
        slot.MayHaveBegun = true;
        slot.DueAt = retryAt?.UtcTicks ?? StepSlot.Halted;
    }

    private static void Pending(ref StepSlot slot, DateTimeOffset dueAt)
    {
        slot.PendingRecorded = true;
        slot.MayHaveBegun = true;
        slot.DueAt = dueAt.UtcTicks;
    }

    private static void InDoubt(SagaState state, ref StepSlot slot, StepInDoubt e)
    {
        slot.Cause = e.Cause == InDoubtCause.ResultNotStorable ? FailureCause.ResultNotStorable : FailureCause.RetriesExhausted;
        slot.Error = e.Error ?? slot.Error;
        slot.Doubtful = true;
        slot.MayHaveBegun = true;
        Settle(state, ref slot, StepState.InDoubt);
    }

    private static void Settle(SagaState state, ref StepSlot slot, StepState to)
    {
        slot.State = to;
        slot.DueAt = 0;
        // A step in doubt whose result is supplied later keeps its place.
        if (slot.OutcomeOrder == 0)
            slot.OutcomeOrder = ++state.Outcomes;
    }

    private static void Commit(SagaState state, int index)
    {
        if (index == state.Plan.Pivot)
            state.Committed = true;
    }

    private static void TurnedBack(SagaState state, CompensationStarted e)
    {
        state.Status = SagaStatus.Compensating;
        state.TurnedBack = e;
        if (state.Suspended is { By: null })
            state.Suspended = null;
    }

    private static void UndoScheduled(ref StepSlot slot)
    {
        slot.Undo = UndoState.Scheduled;
        slot.Attempts = 0;
        slot.Interruptions = 0;
        slot.DueAt = 0;
        slot.PendingRecorded = false;
    }

    private static void Undone(SagaState state, ref StepSlot slot, UndoState to, string step, OperatorAct? by)
    {
        slot.Undo = to;
        slot.DueAt = 0;
        slot.UndoOrder = ++state.Outcomes;
        Lift(state, by);
        Calm(state, step);
    }

    private static void Taken(SagaState state, OwnershipTaken e)
    {
        foreach (var call in e.Interrupted)
        {
            ref var slot = ref Slot(state, call.Step);
            slot.Interruptions++;
            slot.MayHaveBegun = true;
            slot.Doubtful = true;
            slot.DueAt = call.RunAt?.UtcTicks ?? StepSlot.Halted;
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
        foreach (ref var slot in state.Steps.AsSpan())
        {
            if (!slot.IsOpen || slot.DueAt == 0)
                continue;
            slot.DueAt = 0;
            slot.Attempts = 0;
        }

        state.Attention = null;
    }

    /// <summary>
    /// An act of a person on what held the instance up lets it go on; a person's own suspension stays, and so does the
    /// engine's while another call is not to be made again unasked.
    /// </summary>
    private static void Lift(SagaState state, OperatorAct? by)
    {
        if (by is not null && state.Suspended is { By: null } && !Array.Exists(state.Steps, slot => slot.IsOpen && slot.DueAt == StepSlot.Halted))
            state.Suspended = null;
    }

    private static void Calm(SagaState state, string step)
    {
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

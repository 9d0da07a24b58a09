using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Kernel;

/// <summary>Judges an operator's command and adds what it does to the journal. Each is journaled, accepted or not.</summary>
internal static class Commands
{
    private delegate (CommandVerdict Verdict, string? Why, JournalEntry? Effect) Rule(SagaState state, InboxMessage message, int step);

    /// <summary>Takes a command in. An ended instance takes no entry: the answer alone says so.</summary>
    /// <param name="state">The instance.</param>
    /// <param name="message">The command.</param>
    /// <param name="problem">Why its value cannot be taken; null: it can.</param>
    /// <param name="entries">Where the entries go.</param>
    public static CommandAnswer Take(SagaState state, InboxMessage message, string? problem, List<JournalEntry> entries)
    {
        if (state.IsTerminal)
            return new(CommandVerdict.Refused, $"The instance has ended: {state.Status}.");

        var step = message.Step is { } name ? state.Plan.IndexOf(name) : -1;
        var (verdict, why, effect) = message.Step is not null && step < 0
            ? Refused($"The saga has no step '{message.Step}'.")
            : problem is not null ? Refused(problem) : For(message.Command)(state, message, step);
        Decider.Emit(state, entries, new CommandReceived(message.Id, message.By, message.Command, message.Step, verdict, why));
        if (effect is not null)
            Decider.Emit(state, entries, effect);
        else if (message.Command == OperatorCommand.Cancel && verdict == CommandVerdict.Accepted)
            Decider.Emit(state, entries, Decider.Turning(state)!); // For what came first: a failure may be in the journal already.
        return new(verdict, why);
    }

    private static Rule For(OperatorCommand command) => command switch
    {
        OperatorCommand.Cancel => static (state, message, _) => Cancel(state, message),
        OperatorCommand.RetryNow => static (state, message, _) => RetryNow(state, message),
        OperatorCommand.Suspend => static (state, message, _) => Suspend(state, message),
        OperatorCommand.Resume => static (state, message, _) =>
            state.Suspended is null ? Refused("The instance is not suspended.") : Accepted(new SagaResumed(message.By)),
        OperatorCommand.Abandon => static (state, message, _) =>
            state.AnyCall
            ? Refused("A call is running. Suspend the instance, and abandon it when the call has ended.")
            : Accepted(new SagaAbandoned(Decider.NotUndone(state), message.By)),
        OperatorCommand.Skip => Skip,
        OperatorCommand.Supply => Supply,
        OperatorCommand.DoneByHand => DoneByHand,
        OperatorCommand.TreatAsEnded => static (state, message, step) =>
            step >= 0 && state.Steps[step].Call == CallPhase.Overdue ? Accepted() : Refused($"No call of step '{message.Step}' is past its grace time."),
        _ => static (_, message, _) => Refused($"This version does not know the command {message.Command}."),
    };

    private static (CommandVerdict, string?, JournalEntry?) Cancel(SagaState state, InboxMessage message)
    {
        if (state.Status == SagaStatus.Compensating)
            return Refused("The saga has turned back already.");
        if (state.Committed)
            return Refused("The saga is past its commit point: it only goes forward.");
        if (state.PivotUndecided)
            return Deferred("The pivot is under way: the saga turns back if it is rejected, and goes on if it succeeds.");
        return state.Suspended is { By: not null } ? Deferred("The instance is suspended: it turns back when it is resumed.") : Accepted();
    }

    private static (CommandVerdict, string?, JournalEntry?) RetryNow(SagaState state, InboxMessage message)
    {
        if (state.Suspended is { By: not null })
            return Refused("The instance was suspended by a person: resume it.");
        if (state.Suspended is not null)
            return Accepted(new SagaResumed(message.By));
        return Array.Exists(state.Steps, slot => slot.IsOpen && slot.DueAt != 0) ? Accepted() : Refused("Nothing waits for a retry.");
    }

    private static (CommandVerdict, string?, JournalEntry?) Suspend(SagaState state, InboxMessage message) =>
        state.Suspended is { By: { } by }
            ? Refused($"It is suspended already, by {by.Actor}.")
            : Accepted(new SagaSuspended(message.By.Reason, null, message.By));

    private static (CommandVerdict, string?, JournalEntry?) Skip(SagaState state, InboxMessage message, int step)
    {
        if (Running(state, message, step) is { } running)
            return Refused(running);
        ref readonly var slot = ref state.Steps[step];
        if (state.Status == SagaStatus.Compensating)
        {
            if (slot.State == StepState.Scheduled)
                return Refused($"Step '{message.Step}' is still being asked for its result: supply it, or wait.");
            return state.NeedsUndo(step)
                ? Accepted(new CompensationSkipped(message.Step!, message.By))
                : Refused($"Step '{message.Step}' has nothing left to undo.");
        }

        if (slot.State is not (StepState.Waiting or StepState.Scheduled))
            return Refused($"Step '{message.Step}' is {slot.State} already.");
        if (slot.State == StepState.Waiting && step == state.Plan.Pivot)
            return Refused($"Step '{message.Step}' is the commit point and its turn has not come: what goes before it may still fail.");
        return state.Plan.ConsumerOf(step) is { } consumer
            ? Refused($"Step '{message.Step}' cannot be skipped: {consumer}. Supply a result instead.")
            : Accepted(new StepSkipped(message.Step!, message.By));
    }

    private static (CommandVerdict, string?, JournalEntry?) Supply(SagaState state, InboxMessage message, int step)
    {
        if (Running(state, message, step) is { } running)
            return Refused(running);
        ref readonly var slot = ref state.Steps[step];
        if (state.Plan.Steps[step].Definition.ResultType is null)
            return Refused($"Step '{message.Step}' has no result.");
        if (slot.State == StepState.Scheduled)
            return Accepted(new StepCompleted(message.Step!, Math.Max(1, slot.Attempts), message.By) { Payload = message.Payload });
        if (slot.State == StepState.InDoubt && slot.Undo == UndoState.None)
            return Accepted(new StepCompleted(message.Step!, Math.Max(1, slot.Attempts), message.By) { Payload = message.Payload });
        return Refused(slot.State == StepState.Waiting
            ? $"Step '{message.Step}' has not been scheduled yet."
            : $"Step '{message.Step}' is {slot.State} already.");
    }

    private static (CommandVerdict, string?, JournalEntry?) DoneByHand(SagaState state, InboxMessage message, int step)
    {
        if (Running(state, message, step) is { } running)
            return Refused(running);
        if (state.Status != SagaStatus.Compensating)
            return Refused("The saga has not turned back: there is nothing to undo. Cancel it first.");
        if (!state.NeedsUndo(step))
            return Refused($"Step '{message.Step}' has nothing left to undo.");
        if (Dependent(state, step) is { } dependent)
            return Refused($"Step '{dependent}', which came after it, is to be undone first.");
        return Accepted(new CompensationCompleted(message.Step!, 0, message.By));
    }

    private static string? Running(SagaState state, InboxMessage message, int step)
    {
        if (step < 0)
            return "The command needs a step.";
        return state.Steps[step].Call is CallPhase.None or CallPhase.Queued
            ? null
            : $"A call of step '{message.Step}' is running: try again when it has ended.";
    }

    private static string? Dependent(SagaState state, int step)
    {
        foreach (var next in state.Plan.Steps[step].Successors)
        {
            if (state.NeedsUndo(next))
                return state.Plan.Steps[next].Name;
            if (Dependent(state, next) is { } further)
                return further;
        }

        return null;
    }

    private static (CommandVerdict, string?, JournalEntry?) Accepted(JournalEntry? effect = null) => (CommandVerdict.Accepted, null, effect);

    private static (CommandVerdict, string?, JournalEntry?) Deferred(string why) => (CommandVerdict.Deferred, why, null);

    private static (CommandVerdict, string?, JournalEntry?) Refused(string why) => (CommandVerdict.Refused, why, null);
}

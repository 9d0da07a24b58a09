using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Kernel;

/// <summary>Judges an operator's command and adds what it does to the journal. Each is journaled, accepted or not.</summary>
internal static class Commands
{
    private delegate (CommandVerdict Verdict, string? Why, JournalEntry? Effect) Rule(SagaState state, SagaMessage message, int step, InFlight inFlight);

    /// <summary>Takes a command in. An ended instance takes no entry: the answer alone says so.</summary>
    /// <param name="state">The instance.</param>
    /// <param name="message">The command.</param>
    /// <param name="problem">Why its value cannot be taken; null: it can.</param>
    /// <param name="turn">Where the entries go.</param>
    public static CommandAnswer Take(SagaState state, SagaMessage message, string? problem, Turn turn)
    {
        if (state.IsTerminal)
            return new(CommandVerdict.Refused, $"The instance has ended: {state.Status}.");

        var (step, command) = (message.Step is { } name ? state.Plan.IndexOf(name) : -1, message.Command!.Value);
        var (verdict, why, effect) = message.Step is not null && step < 0
            ? Refused($"The saga has no step '{message.Step}'.")
            : problem is not null ? Refused(problem) : For(command)(state, message, step, turn.InFlight);
        turn.Emit(state, new CommandReceived(message.Id, message.By!, command, message.Step, verdict, why));
        if (effect is not null)
            turn.Emit(state, effect);
        else if (command == OperatorCommand.Cancel && verdict == CommandVerdict.Accepted)
            turn.Emit(state, Decider.Turning(state)!); // For what came first: a failure may be in the journal already.
        return new(verdict, why);
    }

    private static Rule For(OperatorCommand command) => command switch
    {
        OperatorCommand.Cancel => static (state, message, _, _) => Cancel(state, message),
        OperatorCommand.RetryNow => static (state, message, _, _) => RetryNow(state, message),
        OperatorCommand.Suspend => static (state, message, _, _) => Suspend(state, message),
        OperatorCommand.Resume => static (state, message, _, _) =>
            state.Suspended is null ? Refused("The instance is not suspended.") : Accepted(new SagaResumed(message.By!)),
        OperatorCommand.Abandon => static (state, message, _, inFlight) => inFlight.Count > 0
            ? Refused("A call is running. Suspend the instance, and abandon it when the call has ended.")
            : Accepted(new SagaAbandoned(Decider.NotUndone(state, inFlight), message.By!)),
        OperatorCommand.Skip => Skip,
        OperatorCommand.Supply => Supply,
        OperatorCommand.DoneByHand => DoneByHand,
        OperatorCommand.TreatAsEnded => static (state, message, step, inFlight) => step >= 0 && inFlight.PhaseOf(step) == CallPhase.Overdue
            ? Accepted()
            : Refused($"No call of step '{message.Step}' is past its grace time."),
        _ => static (_, message, _, _) => Refused($"This version does not know the command {message.Command}."),
    };

    private static (CommandVerdict, string?, JournalEntry?) Cancel(SagaState state, SagaMessage message)
    {
        if (state.Status == SagaStatus.Compensating)
            return Refused("The saga has turned back already.");
        if (state.Committed)
            return Refused("The saga is past its commit point: it only goes forward.");
        if (state.PivotUndecided)
            return Deferred("The pivot is under way: the saga turns back if it is rejected, and goes on if it succeeds.");
        return state.Suspended is { By: not null } ? Deferred("The instance is suspended: it turns back when it is resumed.") : Accepted();
    }

    private static (CommandVerdict, string?, JournalEntry?) RetryNow(SagaState state, SagaMessage message)
    {
        if (state.Suspended is { By: not null })
            return Refused("The instance was suspended by a person: resume it.");
        if (state.Suspended is not null)
            return Accepted(new SagaResumed(message.By!));
        foreach (var step in state.Open)
        {
            if (state.Steps[step].DueAt != 0)
                return Accepted();
        }

        return Refused("Nothing waits for a retry.");
    }

    private static (CommandVerdict, string?, JournalEntry?) Suspend(SagaState state, SagaMessage message) =>
        state.Suspended is { By: { } by }
            ? Refused($"It is suspended already, by {by.Actor}.")
            : Accepted(new SagaSuspended(message.By!.Reason, null, message.By!));

    private static (CommandVerdict, string?, JournalEntry?) Skip(SagaState state, SagaMessage message, int step, InFlight inFlight)
    {
        if (Running(message, step, inFlight) is { } running)
            return Refused(running);
        ref readonly var progress = ref state.Steps[step];
        if (state.Status == SagaStatus.Compensating)
        {
            if (progress.State == StepState.Scheduled)
                return Refused($"Step '{message.Step}' is still being asked for its result: supply it, or wait.");
            return state.NeedsUndo(step)
                ? Accepted(new CompensationSkipped(message.Step!, message.By!))
                : Refused($"Step '{message.Step}' has nothing left to undo.");
        }

        if (progress.State is not (StepState.Waiting or StepState.Scheduled))
            return Refused($"Step '{message.Step}' is {progress.State} already.");
        if (progress.State == StepState.Waiting && step == state.Plan.Pivot)
            return Refused($"Step '{message.Step}' is the commit point and its turn has not come: what goes before it may still fail.");
        return state.Plan.ConsumerOf(step) is { } consumer
            ? Refused($"Step '{message.Step}' cannot be skipped: {consumer}. Supply a result instead.")
            : Accepted(new StepSkipped(message.Step!, message.By!, progress.MayHaveBegun || inFlight.MayHaveBegun(step)));
    }

    private static (CommandVerdict, string?, JournalEntry?) Supply(SagaState state, SagaMessage message, int step, InFlight inFlight)
    {
        if (Running(message, step, inFlight) is { } running)
            return Refused(running);
        ref readonly var progress = ref state.Steps[step];
        if (!state.Plan.Steps[step].HasResult)
            return Refused($"Step '{message.Step}' has no result.");
        if (progress.State == StepState.Scheduled)
            return Accepted(new StepCompleted(message.Step!, Math.Max(1, progress.Attempts), message.By!) { Payload = message.Payload });
        if (progress.State == StepState.InDoubt && progress.Undo == UndoState.None)
            return Accepted(new StepCompleted(message.Step!, Math.Max(1, progress.Attempts), message.By!) { Payload = message.Payload });
        return Refused(progress.State == StepState.Waiting
            ? $"Step '{message.Step}' has not been scheduled yet."
            : $"Step '{message.Step}' is {progress.State} already.");
    }

    private static (CommandVerdict, string?, JournalEntry?) DoneByHand(SagaState state, SagaMessage message, int step, InFlight inFlight)
    {
        if (Running(message, step, inFlight) is { } running)
            return Refused(running);
        if (state.Status != SagaStatus.Compensating)
            return Refused("The saga has not turned back: there is nothing to undo. Cancel it first.");
        if (!state.NeedsUndo(step))
            return Refused($"Step '{message.Step}' has nothing left to undo.");
        if (Dependent(state, step) is { } dependent)
            return Refused($"Step '{dependent}', which came after it, is to be undone first.");
        return Accepted(new CompensationCompleted(message.Step!, 0, message.By!));
    }

    private static string? Running(SagaMessage message, int step, InFlight inFlight)
    {
        if (step < 0)
            return "The command needs a step.";
        return inFlight.PhaseOf(step) is CallPhase.None or CallPhase.Queued
            ? null
            : $"A call of step '{message.Step}' is running: try again when it has ended.";
    }

    // A step that came after and is to be undone first, or has no outcome yet that would say whether.
    private static string? Dependent(SagaState state, int step)
    {
        var seen = new HashSet<int>();
        var next = new Stack<int>(state.Plan.Steps[step].Successors);
        while (next.TryPop(out var behind))
        {
            if (!seen.Add(behind))
                continue;
            if (state.NeedsUndo(behind) || state.Steps[behind].State == StepState.Scheduled)
                return state.Plan.Steps[behind].Name;
            foreach (var further in state.Plan.Steps[behind].Successors)
                next.Push(further);
        }

        return null;
    }

    private static (CommandVerdict, string?, JournalEntry?) Accepted(JournalEntry? effect = null) => (CommandVerdict.Accepted, null, effect);

    private static (CommandVerdict, string?, JournalEntry?) Deferred(string why) => (CommandVerdict.Deferred, why, null);

    private static (CommandVerdict, string?, JournalEntry?) Refused(string why) => (CommandVerdict.Refused, why, null);
}

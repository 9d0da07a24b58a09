using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>What the saga that a command belongs to is told of it, once it has ended. Always definite, or it says that it is not known.</summary>
internal static class CommandAnswers
{
    /// <summary>To the command.</summary>
    public static Reply ToCommand(SagaState state)
    {
        ref readonly var step = ref state.Steps[0];
        if (state.Status == SagaStatus.Completed)
            return new(ReplyKind.Ok, step.Result);
        if (state.Status == SagaStatus.Abandoned)
            return new(ReplyKind.Unknown, Error: Given(state));
        if (state.TurnedBack is { Cause: FailureCause.Undone })
            return new(ReplyKind.Rejected, Error: new("Undone", "It was undone, before it came or while it ran."));
        if (step.State == StepState.Rejected)
            return new(ReplyKind.Rejected, Error: step.Error);
        // In doubt, and without a compensation that would have undone it.
        var why = Failures.Of(state)!;
        var error = new StepError(why.ErrorType ?? why.Cause.ToString(), why.Message);
        return new(step.State == StepState.InDoubt && step.Undo != UndoState.Completed ? ReplyKind.Unknown : ReplyKind.Rejected, Error: error);
    }

    /// <summary>To its undo. A command that is Completed is undone by an instance of its own, which answers.</summary>
    public static Reply ToUndo(SagaState state) => state.Status == SagaStatus.Compensated && !state.NeedsUndo(0)
        ? new(ReplyKind.Ok)
        : new(ReplyKind.Unknown, Error: Given(state));

    private static StepError Given(SagaState state) =>
        new(state.Status.ToString(), state.Abandoned?.By is { } by ? $"It was given up there by {by.Actor}: {by.Reason}" : "It was given up there.");
}

using System.Globalization;
using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>What a participant says of a step it was asked to do, or to undo.</summary>
internal enum ReplyKind : byte
{
    /// <summary>Done, or undone.</summary>
    Ok = 0,

    /// <summary>Refused, or undone by itself: nothing of it is there. Always definite.</summary>
    Rejected = 1,

    /// <summary>Whether it was done is not known, or it is not undone.</summary>
    Unknown = 2,

    /// <summary>It is under way.</summary>
    Running = 3,
}

/// <summary>A reply.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Payload">The value, where it is Ok.</param>
/// <param name="Error">Why not, otherwise.</param>
internal readonly record struct Reply(ReplyKind Kind, Payload Payload = default, StepError? Error = null);

/// <summary>The rules of steps that participants do: when they are asked, and what their replies mean.</summary>
internal static class Replies
{
    /// <summary>Schedules a step: the record keeps the command, and then it is sent. False: the command cannot be made, and the saga is suspended.</summary>
    public static bool Ask(SagaState state, int step, Turn turn)
    {
        var plan = state.Plan.Steps[step];
        var (command, error) = turn.Commands?.Make(step) ?? default;
        if (error is not null)
        {
            turn.Emit(state,
                new SagaSuspended($"The command of step '{plan.Name}' for participant '{plan.Remote!.Participant}' cannot be made: {error.Message} " +
                    "Nothing was sent. Correct it and retry, or cancel the saga.", plan.Name));
            return false;
        }

        DateTimeOffset? until = plan.Remote!.Timeout is { } timeout ? turn.Now.After(timeout) : null;
        turn.Emit(state, new RemoteStepScheduled(plan.Name, state.KeyOf(step, StepPhase.Action), turn.Now, until) { Payload = command });
        turn.Ask(step);
        return true;
    }

    /// <summary>Schedules the undo of a step: the participant is asked until it says that it is undone.</summary>
    public static void AskToUndo(SagaState state, int step, Turn turn)
    {
        var name = state.Plan.Steps[step].Name;
        turn.Emit(state, new CompensationScheduled(name, state.KeyOf(name, StepPhase.Undo)) { At = turn.Now });
        turn.Ask(step);
    }

    /// <summary>A step is still unanswered, and its time has come: it is asked again, or not waited for any more.</summary>
    public static Recording Unanswered(SagaState state, int step, Turn turn)
    {
        ref var remote = ref state.RemoteOf(step);
        if (remote.Until > 0 && remote.Until <= turn.Now.UtcTicks && state.Steps[step].Phase == StepPhase.Action)
        {
            if (TooLate(state, step, turn))
                return Recording.Recorded;
            remote.Until = 0; // It said so. It is asked on.
        }

        state.SetDue(step, remote.AskAgain(turn.Now, state.Plan.ResendAfter));
        turn.Ask(step);
        return Recording.DueMoved;
    }

    /// <summary>A reply came.</summary>
    public static Recording Take(SagaState state, int step, StepPhase phase, in Reply reply, Turn turn)
    {
        if (state.IsTerminal)
            return Recording.Nothing;
        ref var progress = ref state.Steps[step];
        // What halted it once halts it no second time: the same reply may come again.
        var isAwaited = progress.IsOpen && progress.Phase == phase && progress.DueAt != StepProgress.Halted;
        switch (reply.Kind)
        {
            case ReplyKind.Ok:
                return Outcomes.Record(state, step, phase, new(CallOutcomeKind.Ok, reply.Payload), turn);
            case ReplyKind.Rejected when isAwaited && phase == StepPhase.Action:
                return Outcomes.Record(state, step, phase, new(CallOutcomeKind.Rejected, Error: reply.Error, Definite: true), turn);
            case ReplyKind.Unknown when isAwaited && phase == StepPhase.Action:
                return NotKnown(state, step, reply.Error!, turn);
            case ReplyKind.Rejected or ReplyKind.Unknown when isAwaited:
                return NotUndone(state, step, reply.Error!, turn);
            default:
                return Recording.Nothing; // It runs: when it is asked again is settled already.
        }
    }

    /// <summary>The value of a reply cannot be read: the step is done, and what it gave is not to be had.</summary>
    public static Recording Unreadable(SagaState state, int step, StepError error, Turn turn) =>
        Outcomes.Record(state, step, StepPhase.Action, new(CallOutcomeKind.NotStorable, Error: error), turn);

    /// <summary>A message cannot be sent as it is, and a person should know. It is tried again all the same.</summary>
    public static Recording NotSent(SagaState state, int step, string why, Turn turn)
    {
        if (state.IsTerminal || !state.Steps[step].IsOpen || state.Attention is not null)
            return Recording.Nothing;
        var (name, what) = (state.Plan.Steps[step].Name, state.Steps[step].Phase == StepPhase.Undo ? "undo" : "command");
        turn.Emit(state,
            new AttentionRaised($"The {what} of step '{name}' cannot be sent to participant '{state.Plan.Steps[step].Remote!.Participant}': {why}", name));
        return Recording.Recorded;
    }

    // Before the commit point it is in doubt: the saga turns back, and the undo is sent. After it there is no way back: a person is told, and it is waited for.
    private static bool TooLate(SagaState state, int step, Turn turn)
    {
        var (plan, waited) = (state.Plan.Steps[step], TimeSpan.FromTicks(turn.Now.UtcTicks - state.RemoteOf(step).Since));
        var error = new StepError(typeof(TimeoutException).FullName!,
            string.Create(CultureInfo.InvariantCulture, $"Participant '{plan.Remote!.Participant}' has not answered for {waited:d\\.hh\\:mm\\:ss}."));
        if (plan.Kind == StepKind.Compensatable && !state.Committed)
        {
            turn.Emit(state, new StepInDoubt(plan.Name, InDoubtCause.NoReply, error));
            return true;
        }

        if (state.Attention is null)
            turn.Emit(state, new AttentionRaised($"Step '{plan.Name}' is late, and the saga cannot turn back: {error.Message} It is waited for.", plan.Name));
        return false;
    }

    private static Recording NotKnown(SagaState state, int step, StepError error, Turn turn)
    {
        var plan = state.Plan.Steps[step];
        if (plan.Kind == StepKind.Compensatable && !state.Committed)
        {
            turn.Emit(state, new StepInDoubt(plan.Name, InDoubtCause.NotKnown, error));
        }
        else
        {
            turn.Emit(state, new StepAttemptFailed(plan.Name, state.Steps[step].Attempts + 1, error, null));
            turn.Emit(state,
                new SagaSuspended($"Participant '{plan.Remote!.Participant}' does not know whether it did step '{plan.Name}': {error.Message} " +
                    "Find out, and supply its result or skip it.", plan.Name));
        }

        return Recording.Recorded;
    }

    private static Recording NotUndone(SagaState state, int step, StepError error, Turn turn)
    {
        var plan = state.Plan.Steps[step];
        turn.Emit(state, new CompensationAttemptFailed(plan.Name, state.Steps[step].Attempts + 1, error, null));
        turn.Emit(state,
            new SagaSuspended($"Participant '{plan.Remote!.Participant}' did not undo step '{plan.Name}': {error.Message} " +
                "Undo it by hand and say so, or retry.", plan.Name));
        return Recording.Recorded;
    }
}

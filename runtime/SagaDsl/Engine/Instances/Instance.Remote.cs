using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>What an instance has to do with other runtimes: steps that participants do, and, where it is a command itself, the saga it belongs to.</summary>
internal sealed partial class Instance
{
    /// <summary>The command of a step, from the values that its parameters take.</summary>
    (Payload Command, StepError? Error) ICommandMaker.Make(int step)
    {
        try
        {
            var made = Saga.Definition.Invoke(null!, Saga.Plan.Steps[step].MethodOf(StepPhase.Action), Values, null!);
            return (Saga.WriteCommand(step, made.Result), null); // It is made at once: nothing of it waits.
        }
        catch (Exception e)
        {
            return (default, StepError.From(e));
        }
    }

    /// <summary>Asks participants: what they are asked for is durable by now.</summary>
    private void Ask(List<int> steps)
    {
        foreach (var step in steps)
        {
            if (State.Steps[step].IsOpen)
                Engine.Services.Courier!.Ask(this, step);
        }
    }

    private void TakeUnanswered(Turn turn)
    {
        if (_phase != InstancePhase.Working || State.Suspended is not null)
            return;
        while (State.TryTakeUnanswered(turn.Now, out var step))
            _dueMoved |= SagaKernel.Take(State, SagaEvent.Unanswered(step), turn).Recording == Recording.DueMoved;
    }

    private void TakeRemote(RemoteMessage message, Turn turn)
    {
        if (_phase is InstancePhase.Lost or InstancePhase.Beginning)
            return; // It is asked again.
        if (message.Kind == RemoteMessageKind.Undo)
            SagaKernel.Take(State, SagaEvent.UndoAsked(), turn);
        else if (message.Kind == RemoteMessageKind.Reply && Saga.Plan.IndexOf(message.Origin.Step) is >= 0 and var step
            && Saga.Plan.Steps[step].Remote is not null)
            TakeReply(message, step, turn);
    }

    private void TakeReply(RemoteMessage message, int step, Turn turn)
    {
        object? value = null;
        if (message is { Says: ReplyKind.Ok, Phase: StepPhase.Action })
        {
            try
            {
                value = Saga.ReadReply(step, message.Payload);
            }
            catch (Exception e)
            {
                SagaKernel.Take(State, SagaEvent.ReplyUnreadable(step, StepError.From(e)), turn);
                return;
            }
        }

        var reply = new Reply(message.Says, message.Payload, message.Error);
        var recording = SagaKernel.Take(State, SagaEvent.ReplyArrived(step, message.Phase, reply), turn).Recording;
        if (recording == Recording.Recorded && value is not null)
            _results[step] = value;
        _dueMoved |= recording == Recording.DueMoved;
    }

    private void NotSent(Unsent unsent, Turn turn)
    {
        if (_phase == InstancePhase.Working)
            SagaKernel.Take(State, SagaEvent.NotSent(unsent.Step, unsent.Why), turn);
    }
}

using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>How an instance takes in what it is told, and what lies in its inbox.</summary>
internal sealed partial class Instance
{
    private IReadOnlyList<SagaMessage>? _inbox;
    private List<string>? _absorbed;
    private List<(string Id, CommandAnswer Answer)>? _answers;

    private void TakeIn(Turn turn)
    {
        _absorbed = null;
        if (_takeOver && _phase == InstancePhase.Working)
        {
            _takeOver = false;
            SagaKernel.Take(State, SagaEvent.TakenOver(), turn);
            Engine.Services.Telemetry.TakenOver(State);
        }

        while (_mailbox.TryTake(out var mail))
        {
            switch (mail.Kind)
            {
                case InstanceMailKind.Begin: Begin(turn); break;
                case InstanceMailKind.CallEnded: CallEnded(mail.Call, turn); break;
                case InstanceMailKind.TimedOut: CallTimedOut(mail.Call, mail.Timer, turn); break;
                case InstanceMailKind.Overdue: CallOverdue(mail.Call, mail.Timer, turn); break;
                case InstanceMailKind.Granted: Granted(mail.Call); break;
                case InstanceMailKind.Inbox: _inboxIsFull = true; break;
                case InstanceMailKind.Drain: Drain(interrupt: false); break;
                case InstanceMailKind.Interrupt: Drain(interrupt: true); break;
                case InstanceMailKind.Lose: LosePartition(); break;
                case InstanceMailKind.Remote: TakeRemote((RemoteMessage)mail.About!, turn); break;
                case InstanceMailKind.NotSent: NotSent((Unsent)mail.About!, turn); break;
            }
        }

        if (Saga.Plan.HasRemote)
            TakeUnanswered(turn);
        if (_inbox is not { } inbox)
            return;
        _inbox = null;
        if (_phase == InstancePhase.Lost)
            TreatAsEnded(inbox);
        else
            TakeIn(inbox, turn);
    }

    private void TakeIn(IReadOnlyList<SagaMessage> inbox, Turn turn)
    {
        foreach (var message in inbox)
        {
            // What only a later version can take stays in the inbox.
            if (message is not { Kind: MessageKind.Command, Command: not null, By: not null })
                continue;
            (_absorbed ??= []).Add(message.Id);
            if (SagaKernel.Take(State, SagaEvent.MessageArrived(message, WrongWith(message)), turn).Answer is not { } answer)
                continue;
            (_answers ??= []).Add((message.Id, answer));
            if (answer.IsAccepted)
                CarryOut(message);
        }
    }

    /// <summary>What a supplied value lacks to be the step's result; null: nothing.</summary>
    private string? WrongWith(SagaMessage message)
    {
        if (message.Command != OperatorCommand.Supply || Saga.Plan.IndexOf(message.Step ?? "") is not (>= 0 and var step))
            return null;
        try
        {
            if (!message.Payload.IsPresent && Saga.Plan.Steps[step].HasResult)
                return "There is no value to supply.";
            Saga.ReadResult(step, message.Payload);
            return null;
        }
        catch (Exception e)
        {
            return $"The value cannot be read as the result of step '{message.Step}': {StepError.TextOf(e)}";
        }
    }

    private void CarryOut(SagaMessage message)
    {
        var step = message.Step is { } name ? Saga.Plan.IndexOf(name) : -1;
        if (message.Command == OperatorCommand.Supply)
            _results[step] = Saga.ReadResult(step, message.Payload);
        else if (message.Command == OperatorCommand.TreatAsEnded && _calls[step] is { } call)
            TreatAsEnded(call);
    }

    private void TreatAsEnded(StepCall call)
    {
        call.Void = true;
        _calls.Suspect(call.Step);
        Remove(call);
    }

    /// <summary>
    /// The one command that is heeded before the journal is read again: the reading waits for what it ends. It is judged and journaled after.
    /// </summary>
    private void TreatAsEnded(IReadOnlyList<SagaMessage> inbox)
    {
        foreach (var message in inbox)
        {
            if (message.Command == OperatorCommand.TreatAsEnded && Saga.Plan.IndexOf(message.Step ?? "") is >= 0 and var step
                && _calls[step] is { Stage: CallPhase.Overdue } call)
                TreatAsEnded(call);
        }
    }

    private async ValueTask ReadInboxAsync()
    {
        _inboxIsFull = false;
        try
        {
            var inbox = await Engine.Store.InboxAsync(Id, CancellationToken.None).ConfigureAwait(false);
            _inbox = inbox.Count > 0 ? inbox : null;
        }
        catch (Exception e)
        {
            // The message stays in the inbox; the poller tells again.
            Engine.Log.InboxUnread(Id, e);
        }
    }

    private void AnswerCommands()
    {
        if (_answers is null)
            return;
        foreach (var (id, answer) in _answers)
            Engine.Commands.Answer(id, answer);
        _answers = null;
    }
}

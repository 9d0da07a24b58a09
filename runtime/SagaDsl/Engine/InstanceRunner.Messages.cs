using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

internal sealed partial class InstanceRunner
{
    private IReadOnlyList<InboxMessage>? _inbox;
    private IReadOnlyList<string>? _absorbed;
    private List<(string Id, CommandAnswer Answer)>? _answers;

    private void TakeIn(List<JournalEntry> entries)
    {
        _absorbed = null;
        while (TryTake(out var message))
        {
            switch (message.Kind)
            {
                case MessageKind.Ended: CallEnded(message.Call!, entries); break;
                case MessageKind.TimedOut: TimedOut(message.Call!, entries); break;
                case MessageKind.Overdue: Overdue(message.Call!, entries); break;
                case MessageKind.Granted: Granted(message.Call!); break;
                case MessageKind.Mail: _mail = true; break;
                case MessageKind.Stop: _stopping = true; break;
                case MessageKind.Interrupt: Interrupt(); break;
            }
        }

        if (_inbox is not { } inbox)
            return;
        _inbox = null;
        if (_lost)
            TreatAsEnded(inbox);
        else
            TakeIn(inbox, entries);
    }

    private bool TryTake(out RunnerMessage message)
    {
        lock (this)
        {
            message = _first;
            _first = default;
            return message.Kind != MessageKind.None || (_more is not null && _more.TryDequeue(out message));
        }
    }

    private void CallEnded(StepCall call, List<JournalEntry> entries)
    {
        var outcome = call.Outcome;
        if (call.Void)
            return;
        ref var slot = ref State.Steps[call.Step];
        slot.Call = CallPhase.None;
        _calls![call.Step] = null;
        if (_lost)
            return;

        // Cut off by shutdown: whatever it threw is no outcome. What it still managed to say is one.
        if (call.Cancelled == CancelReason.Interrupted && outcome.Kind is OutcomeKind.Unknown or OutcomeKind.Pending)
            return;
        var recording = Outcomes.Record(State, call.Step, call.IsUndo, outcome with { Late = call.Counted }, Now, Engine.Random.Next(), entries);
        if (recording == Recording.Recorded && outcome.Kind == OutcomeKind.Ok && !call.IsUndo)
            slot.Value = call.Value;
        if (recording == Recording.DueMoved)
            _moved = true;
    }

    private void TimedOut(StepCall call, List<JournalEntry> entries)
    {
        ref var slot = ref State.Steps[call.Step];
        if (_lost || _calls?[call.Step] != call || slot.Call != CallPhase.Running)
            return;
        var plan = State.Plan.Steps[call.Step].Definition;
        slot.Call = CallPhase.Cancelled;
        call.Counted = true;
        call.GraceOf(Engine.Options.CancellationGrace);
        var outcome = OutcomeOf.TimedOut(call, (call.IsUndo ? plan.UndoTimeout : plan.Timeout)!.Value);
        Outcomes.Record(State, call.Step, call.IsUndo, outcome, Now, Engine.Random.Next(), entries);
    }

    private void Overdue(StepCall call, List<JournalEntry> entries)
    {
        ref var slot = ref State.Steps[call.Step];
        if (_calls?[call.Step] != call || slot.Call is CallPhase.None or CallPhase.Overdue)
            return;
        slot.Call = CallPhase.Overdue;
        ExitSlots(call);
        var reason = $"A call of step '{call.StepName}' was cancelled and did not end within {Spoken.Of(Engine.Options.CancellationGrace)}. Nothing more of the step runs until it ends, or an operator treats it as ended.";
        if (_lost)
            Engine.Log.Attention(State.Id, reason); // Nothing can be appended before the journal is read again.
        else if (State.Attention is null)
            Decider.Emit(State, entries, new AttentionRaised(reason, call.StepName));
    }

    /// <summary>The one command that is heeded before the journal is read again: the reading waits for what it ends. It is judged and journaled after.</summary>
    private void TreatAsEnded(IReadOnlyList<InboxMessage> inbox)
    {
        foreach (var message in inbox)
        {
            if (message.Command == OperatorCommand.TreatAsEnded && State.Plan.IndexOf(message.Step ?? "") is >= 0 and var step && State.Steps[step].Call == CallPhase.Overdue)
                CarryOut(message);
        }
    }

    private void TakeIn(IReadOnlyList<InboxMessage> inbox, List<JournalEntry> entries)
    {
        var absorbed = new List<string>(inbox.Count);
        foreach (var message in inbox)
        {
            absorbed.Add(message.Id);
            if (State.Commands?.Contains(message.Id) == true)
                continue;
            var answer = Commands.Take(State, message, Supplies(message), entries);
            (_answers ??= []).Add((message.Id, answer));
            if (answer.IsAccepted)
                CarryOut(message);
        }

        _absorbed = absorbed;
    }

    /// <summary>What a supplied value lacks to be the step's result; null: nothing.</summary>
    private string? Supplies(InboxMessage message)
    {
        if (message.Command != OperatorCommand.Supply || State.Plan.IndexOf(message.Step ?? "") is not (>= 0 and var step))
            return null;
        try
        {
            if (!message.Payload.IsPresent && State.Plan.Steps[step].Definition.ResultType is not null)
                return "There is no value to supply.";
            _saga.ReadResult(step, message.Payload);
            return null;
        }
        catch (Exception e)
        {
            return $"The value cannot be read as the result of step '{message.Step}': {e.Message}";
        }
    }

    private void CarryOut(InboxMessage message)
    {
        var step = message.Step is { } name ? State.Plan.IndexOf(name) : -1;
        if (message.Command == OperatorCommand.Supply)
        {
            State.Steps[step].Value = _saga.ReadResult(step, message.Payload);
        }
        else if (message.Command == OperatorCommand.TreatAsEnded)
        {
            _calls![step]!.Void = true;
            _calls[step] = null;
            State.Steps[step].Call = CallPhase.None;
        }
    }

    private async ValueTask ReadMailAsync()
    {
        _mail = false;
        try
        {
            var inbox = await Engine.Store.InboxAsync(State.Id, CancellationToken.None).ConfigureAwait(false);
            _inbox = inbox.Count > 0 ? inbox : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The message stays in the inbox; the poller tells again.
            Engine.Log.InboxUnread(State.Id, e);
        }
    }

    private void Acknowledge()
    {
        if (_answers is null)
            return;
        foreach (var (id, answer) in _answers)
            Engine.Answer(id, answer);
        _answers.Clear();
    }

    private void Interrupt()
    {
        _stopping = true;
        foreach (ref var slot in State.Steps.AsSpan())
        {
            // Queued calls were never begun: their slots are given back when they come.
            if (slot.Call == CallPhase.Queued)
                slot.Call = CallPhase.None;
        }

        if (_calls is null)
            return;
        foreach (var call in _calls)
            call?.Cancel(CancelReason.Interrupted);
    }

    /// <summary>Whether the last append took effect is unknown, or another owner was faster: what runs is void, and the journal is read again.</summary>
    private bool Lose()
    {
        _lost = true;
        Interrupt();
        if (_calls is not null)
        {
            foreach (var call in _calls)
                call?.GraceOf(Engine.Options.CancellationGrace);
        }

        return LetGoWhenQuiet();
    }

    /// <summary>After a fault in the engine itself.</summary>
    public void PutDown()
    {
        lock (this)
        {
            if (_closed)
                return;
            _active = true;
        }

        if (Lose())
            Engine.Queue(this);
    }

    private bool LetGoWhenQuiet()
    {
        lock (this)
        {
            if (HasMail)
                return true;
            _active = false;
            if (State.AnyCall)
                return false;
            _closed = true;
        }

        _timer?.Dispose();
        Engine.Telemetry.SagaLeaves(_span, State);
        Engine.Lost(this, _run);
        return false;
    }
}

using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>How the calls of an instance begin and end.</summary>
internal sealed partial class Instance
{
    // The calls that begin when the mailbox is let go of, one behind the other.
    private StepCall? _firstCall;
    private StepCall? _lastCall;

    /// <summary>Makes the calls the journal allows: their intents are durable by now.</summary>
    private void BeginDueCalls(DateTimeOffset now)
    {
        if (_phase != InstancePhase.Working || State.Suspended is not null)
            return;
        if (State.Status == SagaStatus.Compensating && State.Undecided > 0)
            CancelForTurningBack();
        if (IsWaitedForByStep)
            TakeFromQueue();

        while (State.TryTakeDue(now, out var step))
        {
            // The call that runs still puts the step back when it ends.
            if (_calls.PhaseOf(step) != CallPhase.None)
                continue;
            var call = new StepCall(this, step, State.Steps[step].Phase, State.Steps[step].Attempts + 1);
            _calls.Add(call);
            if (TryEnterLimits(call))
                Begin(call);
        }
    }

    // They begin now, as others; the permits that come for them are given back.
    private void TakeFromQueue()
    {
        foreach (var call in _calls.All.ToList())
        {
            if (call.Stage == CallPhase.Queued)
                Remove(call);
        }
    }

    private StepCall? TakeFirstCall()
    {
        var first = _firstCall;
        (_firstCall, _lastCall) = (null, null);
        return first;
    }

    // What a step waits for must not wait for that step's permit: it runs on it.
    private bool TryEnterLimits(StepCall call)
    {
        if (IsWaitedForByStep)
            return true;
        if (Saga.Calls is { } own && !call.AskedSaga)
        {
            call.AskedSaga = true;
            if (!own.TryEnter(call))
                return false;
        }

        call.AskedEngine = true;
        return Engine.Services.Calls.TryEnter(call);
    }

    private void Granted(StepCall call)
    {
        if (!call.AskedEngine && !TryEnterLimits(call))
            return;
        call.TakesPermits();
        ref readonly var progress = ref State.Steps[call.Step];
        if (_phase == InstancePhase.Working && State.Suspended is null && _calls[call.Step] == call && progress.IsOpen && progress.Phase == call.Phase)
        {
            Begin(call);
            return;
        }

        // The saga turned back, was suspended or leaves memory while the call was queued.
        call.ReleasePermits();
        if (_calls[call.Step] == call)
            Remove(call);
    }

    private void Begin(StepCall call)
    {
        call.TakesPermits();
        call.Stage = CallPhase.Running;
        if (call.Method.Timeout is { } timeout)
            call.TimeOutAfter(timeout);
        Engine.Services.Telemetry.CallBegins(call);
        if (_lastCall is null)
            _firstCall = call;
        else
            _lastCall.Next = call;
        _lastCall = call;
    }

    private void Remove(StepCall call)
    {
        call.Timer?.Dispose();
        _calls.Remove(call);
        State.PutBack(call.Step);
    }

    private void CallEnded(StepCall call, Turn turn)
    {
        if (call.Void)
            return;
        _calls.Remove(call);
        call.Timer?.Dispose();
        var outcome = call.Outcome;

        // Cut off by shutdown or loss: whatever it threw is no outcome. What it still managed to say is one.
        var cutOff = call.Cancelled == CancelReason.Interrupted && outcome.Kind is CallOutcomeKind.Unknown or CallOutcomeKind.Pending;
        if (_phase != InstancePhase.Lost && !cutOff)
        {
            var mark = turn.Entries.Count;
            var taken = SagaKernel.Take(State, SagaEvent.CallEnded(call.Step, call.Phase, outcome with { Late = call.Counted }), turn);
            if (taken.Recording == Recording.Recorded && outcome.Kind == CallOutcomeKind.Ok && call.Phase == StepPhase.Action)
                _results[call.Step] = call.Value;
            _dueMoved |= taken.Recording == Recording.DueMoved;
            CallLog.Ended(Engine.Services, call, turn.Entries, mark);
        }

        State.PutBack(call.Step);
    }

    private void CallTimedOut(StepCall call, CallTimer timer, Turn turn)
    {
        if (_phase == InstancePhase.Lost || _calls[call.Step] != call || call.Timer != timer || call.Stage != CallPhase.Running)
            return;
        var timeout = call.Method.Timeout!.Value;
        call.Counted = true;
        Cancel(call, CancelReason.TimedOut);
        var mark = turn.Entries.Count;
        var taken = SagaKernel.Take(State, SagaEvent.CallEnded(call.Step, call.Phase, OutcomeOf.TimedOut(call, timeout)), turn);
        _dueMoved |= taken.Recording == Recording.DueMoved;
        CallLog.Ended(Engine.Services, call, turn.Entries, mark);
    }

    private void CallOverdue(StepCall call, CallTimer timer, Turn turn)
    {
        if (_calls[call.Step] != call || call.Timer != timer || call.Stage != CallPhase.Cancelled)
            return;
        call.Stage = CallPhase.Overdue;
        call.ReleasePermits();
        var grace = Spoken.Of(Engine.Services.Options.CancellationGrace);
        var reason = $"A call of step '{call.StepName}' was cancelled and did not end within {grace}. Nothing more of the step runs until it ends, " +
            "or an operator treats it as ended.";
        if (_phase == InstancePhase.Lost)
            Engine.Log.Attention(Id, reason); // Nothing can be appended before the journal is read again.
        else
            SagaKernel.Take(State, SagaEvent.CallOverdue(call.Step, reason), turn);
    }

    /// <summary>Running calls are cancelled only where the undo can do without their result.</summary>
    private void CancelForTurningBack()
    {
        foreach (var step in State.Open)
        {
            if (State.Steps[step].State == StepState.Scheduled && _calls[step] is { Stage: CallPhase.Running } call && !State.UndoNeedsOwnResult(step))
                Cancel(call, CancelReason.TurnedBack);
        }
    }

    private void Cancel(StepCall call, CancelReason reason)
    {
        call.Stage = CallPhase.Cancelled;
        call.Cancel(reason);
        call.GraceOf(Engine.Services.Options.CancellationGrace);
    }

    private void InterruptCalls()
    {
        foreach (var call in _calls.All.ToList())
        {
            // Queued calls never began: their permits are given back when they come.
            if (call.Stage == CallPhase.Queued)
                Remove(call);
            else if (call.Stage == CallPhase.Running)
                Cancel(call, CancelReason.Interrupted);
            else
                call.Cancel(CancelReason.Interrupted);
        }
    }
}

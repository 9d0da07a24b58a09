using Microsoft.Extensions.DependencyInjection;
using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Engine;

internal sealed partial class InstanceRunner
{
    // Calls that did not end at once, by step; allocated when the first one does not.
    private StepCall?[]? _calls;

    /// <summary>Makes the calls the journal allows: their intents are durable by now.</summary>
    private void MakeCalls()
    {
        if (State.Suspended is not null)
            return;
        if (State.Status == SagaStatus.Compensating)
            CancelForTurningBack();

        var now = Now.UtcTicks;
        StepCall? inline = null;
        for (var i = 0; i < State.Steps.Length; i++)
        {
            ref var slot = ref State.Steps[i];
            if (!slot.IsOpen || slot.Call != CallPhase.None || slot.DueAt > now)
                continue;
            var call = new StepCall(this, i, slot.IsUndo, slot.Attempts + 1);
            slot.Call = CallPhase.Queued;
            if (!EnterSlots(call))
                continue;
            Begin(call);

            // Parallel branches must not wait for each other's synchronous parts: all but the last go to other threads.
            if (inline is not null)
                ThreadPool.UnsafeQueueUserWorkItem(inline, preferLocal: false);
            inline = call;
        }

        if (inline is not null)
            Invoke(inline);
    }

    private bool EnterSlots(StepCall call)
    {
        if (_saga.Slots is { } own && call.SlotStage == 0)
        {
            call.SlotStage = 1;
            if (!own.TryEnter(call))
                return false;
        }

        call.SlotStage = 2;
        return Engine.Slots.TryEnter(call);
    }

    private void ExitSlots(StepCall call)
    {
        if (!call.FreeSlot())
            return;
        if (call.SlotStage == 2)
            Engine.Slots.Exit();
        _saga.Slots?.Exit();
    }

    /// <summary>A slot came when the runner had let go: it is not taken, and the one taken before it is given back.</summary>
    public bool RefuseSlot(StepCall call)
    {
        if (call.FreeSlot() && call.SlotStage == 2)
            _saga.Slots?.Exit();
        return false;
    }

    private void Granted(StepCall call)
    {
        if (call.SlotStage == 1 && !EnterSlots(call))
            return;
        ref var slot = ref State.Steps[call.Step];
        if (_stopping || _lost || State.Suspended is not null || slot.Call != CallPhase.Queued || !slot.IsOpen || slot.IsUndo != call.IsUndo)
        {
            // The saga turned back, was suspended or is being put down while the call was queued.
            if (slot.Call == CallPhase.Queued)
                slot.Call = CallPhase.None;
            ExitSlots(call);
            return;
        }

        Begin(call);
        ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
    }

    private void Begin(StepCall call)
    {
        ref var slot = ref State.Steps[call.Step];
        slot.Call = CallPhase.Running;
        slot.MayHaveBegun = true;
        (_calls ??= new StepCall?[State.Steps.Length])[call.Step] = call;
        var plan = State.Plan.Steps[call.Step].Definition;
        if ((call.IsUndo ? plan.UndoTimeout : plan.Timeout) is { } timeout)
            call.TimeOutAfter(timeout);
        Engine.Telemetry.CallBegins(call);
    }

    /// <summary>Runs the user's code, outside all locks.</summary>
    public void Invoke(StepCall call)
    {
        ValueTask<object?> task;
        // Current for the user's code, and for nothing of the runner's that comes after it on this thread.
        var outer = System.Diagnostics.Activity.Current;
        call.Activity?.Start();
        try
        {
            task = _saga.Definition.NeedsServices ? InvokeScoped(call) : InvokeOn(_saga.Definition.Create(Engine.Services), call);
        }
        catch (Exception e)
        {
            Ended(call, null, e);
            return;
        }
        finally
        {
            if (call.Activity is not null)
                System.Diagnostics.Activity.Current = outer;
        }

        if (task.IsCompletedSuccessfully)
            Ended(call, task.Result, null);
        else
            _ = AwaitCall(call, task);
    }

    private ValueTask<object?> InvokeOn(object saga, StepCall call) => call.IsUndo
        ? _saga.Definition.Undo(saga, call.Step, State, call)
        : _saga.Definition.Do(saga, call.Step, State, call);

    private async ValueTask<object?> InvokeScoped(StepCall call)
    {
        // A provider without scopes is one that a user wrote for a test: its services are taken as they are.
        if (Engine.Scopes is not { } scopes)
            return await InvokeOn(_saga.Definition.Create(Engine.Services), call).ConfigureAwait(false);
        var scope = scopes.CreateAsyncScope();
        try
        {
            return await InvokeOn(_saga.Definition.Create(scope.ServiceProvider), call).ConfigureAwait(false);
        }
        finally
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AwaitCall(StepCall call, ValueTask<object?> task)
    {
        object? result;
        try
        {
            result = await task.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Ended(call, null, e);
            return;
        }

        Ended(call, result, null);
    }

    /// <summary>A call ended, on whatever thread: its value becomes JSON there, and the runner is told.</summary>
    private void Ended(StepCall call, object? result, Exception? exception)
    {
        call.Close();
        StepOutcome outcome;
        if (exception is null)
            outcome = call.IsUndo ? new(OutcomeKind.Ok) : Stored(call, result);
        else
            outcome = OutcomeOf.Failure(State.Plan.Steps[call.Step].Definition, call, exception);
        Engine.Telemetry.CallEnded(call, outcome, exception);
        ExitSlots(call);
        call.Outcome = outcome;
        if (!Post(new(MessageKind.Ended, call)))
            Engine.Log.LateResult(State.Id, call.StepName, outcome.Kind);
    }

    private StepOutcome Stored(StepCall call, object? result)
    {
        try
        {
            var payload = _saga.WriteResult(call.Step, result);
            // Later steps see what a restart would show them.
            call.Value = Engine.Options.RoundTripValues ? _saga.ReadResult(call.Step, payload) : result;
            return new(OutcomeKind.Ok, payload);
        }
        catch (Exception e)
        {
            return new(OutcomeKind.NotStorable, Error: StepError.From(e));
        }
    }

    /// <summary>Running calls are cancelled only where the undo can do without their result.</summary>
    private void CancelForTurningBack()
    {
        for (var i = 0; i < State.Steps.Length; i++)
        {
            ref var slot = ref State.Steps[i];
            if (slot.State == StepState.Scheduled && slot.Call == CallPhase.Running && !State.UndoNeedsOwnResult(i))
                CancelCall(ref slot, _calls![i]!, CancelReason.TurnedBack);
        }
    }

    private void CancelCall(ref StepSlot slot, StepCall call, CancelReason reason)
    {
        slot.Call = CallPhase.Cancelled;
        call.Cancel(reason);
        call.GraceOf(Engine.Options.CancellationGrace);
    }
}

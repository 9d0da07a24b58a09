using System.Collections.Concurrent;
using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Which instances are in memory: how they come in from the store, and how they leave.</summary>
internal sealed partial class SagaEngine
{
    private static readonly TimeSpan FirstReload = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Task> _loading = new(StringComparer.Ordinal);
    // Instances whose calls in this very process may have been cut off by a lost append, until they are taken up again.
    private readonly ConcurrentDictionary<string, byte> _cutOff = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _unrunnable = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _recoveries;

    public IReadOnlyDictionary<string, string> Unrunnable => _unrunnable;

    /// <summary>Tells the runner of an instance, bringing the instance in if it is not there.</summary>
    public async Task WakeAsync(string id, RunnerMessage message)
    {
        while (!_stopping)
        {
            if (_live.TryGetValue(id, out var runner))
            {
                if (runner.Post(message))
                    return;
                // It is on its way out; so short that yielding is enough.
                await Task.Yield();
                continue;
            }

            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var loading = _loading.GetOrAdd(id, mine.Task);
            if (loading != mine.Task)
            {
                await loading.ConfigureAwait(false);
                continue;
            }

            try
            {
                // Whoever was live has left, and nobody else comes in while the id is being loaded: what is read is current.
                if (!_live.ContainsKey(id))
                {
                    await BringInAsync(id).ConfigureAwait(false);
                    return;
                }
            }
            finally
            {
                _loading.TryRemove(id, out _);
                mine.SetResult();
            }
        }
    }

    private async Task BringInAsync(string id)
    {
        try
        {
            await EnterFlightAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The runtime stops: the next start takes it up.
            return;
        }

        var entered = false;
        await _recoveries.WaitAsync().ConfigureAwait(false);
        try
        {
            var stored = await Store.LoadAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (stored is null || _stopping)
                return;
            AnswerFrom(stored);
            if (stored.Status.Work == WorkState.Terminal)
            {
                // It ended with a record whose answer was lost.
                var end = Ends.Of(stored, _sagas.GetValueOrDefault(stored.Saga));
                _cutOff.TryRemove(id, out _);
                if (_waiters.TryRemove(id, out var waiter))
                    waiter.TrySetResult(end);
                return;
            }

            if (!_sagas.TryGetValue(stored.Saga, out var saga))
                throw new SagaUnrunnableException(id, $"there is no saga named '{stored.Saga}' in this process. Add it to the runtime.");
            var runner = new InstanceRunner(this, saga, id);
            runner.Load(stored, _cutOff.ContainsKey(id));
            if (!_live.TryAdd(id, runner))
                return;
            entered = true;
            _cutOff.TryRemove(id, out _);
            _unrunnable.TryRemove(id, out _);
            if (_stopping)
                runner.Post(new(MessageKind.Stop));
            runner.Release();
        }
        catch (SagaUnrunnableException e)
        {
            SetAside(id, e.Reason, e);
        }
        catch (JournalDamagedException e)
        {
            SetAside(id, e.Message, e);
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException)
        {
            Log.LoadFailed(id, e);
            ReloadLater(id);
        }
        catch (Exception e)
        {
            // Whatever it is, it is this instance's alone: those that wait behind it must not wait for ever.
            SetAside(id, $"taking it up failed: {e.Message}", e);
        }
        finally
        {
            _recoveries.Release();
            if (!entered)
                _inFlight.Exit();
        }
    }

    private void SetAside(string id, string reason, Exception exception)
    {
        _unrunnable[id] = reason;
        Log.Unrunnable(id, reason);
        if (_waiters.TryRemove(id, out var waiter))
            waiter.TrySetException(exception is SagaUnrunnableException ? exception : new SagaUnrunnableException(id, reason));
    }

    /// <summary>The instance rests outside memory; its waiter stays.</summary>
    public void LetGo(InstanceRunner runner, DateTimeOffset? due, ISagaRun? run)
    {
        KeepWaiting(runner.State.Id, run);
        Leave(runner);
        if (due is { } at && !_stopping)
            _due.Expect(at);
    }

    /// <summary>The instance has ended.</summary>
    public void Ended(InstanceRunner runner, SagaEnd end, ISagaRun? run)
    {
        Leave(runner);
        run?.Ended(end);
        Telemetry.SagaEnded(runner.State, end);
        if (Volatile.Read(ref _asking) > 0)
            AnswerTooLate(runner.State.Id, end.Status);

        // Looked up before it is removed: nearly always there is none, and looking takes no lock.
        if (_waiters.ContainsKey(runner.State.Id) && _waiters.TryRemove(runner.State.Id, out var waiter))
            waiter.TrySetResult(end);
    }

    /// <summary>What this process knew of the instance is void: its journal is read again.</summary>
    public void Lost(InstanceRunner runner, ISagaRun? run)
    {
        // Before it leaves: whoever asks for it next must not take its calls for calls that never began.
        _cutOff[runner.State.Id] = 0;
        KeepWaiting(runner.State.Id, run);
        Leave(runner);
        ReloadLater(runner.State.Id);
    }

    private void Leave(InstanceRunner runner)
    {
        _live.TryRemove(new(runner.State.Id, runner));
        _inFlight.Exit();
        if (_stopping && _live.IsEmpty)
            _quiet.TrySetResult();
    }

    /// <summary>After a store failure: not at once, and not for ever in step with it.</summary>
    private void ReloadLater(string id)
    {
        if (_stopping)
            return;
        _ = ReloadAsync(id);
    }

    private async Task ReloadAsync(string id)
    {
        try
        {
            await Task.Delay(FirstReload * (1 + Random.Next()), Time, _stop.Token).ConfigureAwait(false);
            await WakeAsync(id, new(MessageKind.Wake)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next start of the process takes it up.
        }
        catch (Exception e)
        {
            Log.LoadFailed(id, e);
        }
    }

    private ValueTask EnterFlightAsync(CancellationToken cancellationToken)
    {
        if (_inFlight.TryEnter())
            return default;
        var ticket = new FlightTicket();
        return _inFlight.TryEnter(ticket) ? default : WaitForRoomAsync(ticket, cancellationToken);
    }

    private async ValueTask WaitForRoomAsync(FlightTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            await ticket.WaitAsync(cancellationToken, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping && !cancellationToken.IsCancellationRequested)
        {
            throw Stopped();
        }
    }

    /// <summary>Whether the instance is there with an equal input; false: it is not there after all.</summary>
    private async ValueTask<bool> ExistsAsync(LoadedSaga saga, string id, Payload input, CancellationToken cancellationToken)
    {
        var stored = await Store.LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (stored is null)
            return false;
        // Whether the start is refused or not: it held the id for a moment.
        SeeThatItGoesOn(stored);
        SameStart.Check(saga, stored, input);
        return true;
    }

    // The due times and the recovery pass over an id that a start holds for a moment: whoever held it makes up for that.
    private void SeeThatItGoesOn(StoredInstance stored)
    {
        if (_live.ContainsKey(stored.Id))
            return;
        if (stored.Status.Work == WorkState.Ready)
            _ = WakeAsync(stored.Id, new(MessageKind.Wake));
        else if (stored.Status is { Work: WorkState.Due, DueAt: { } at })
            _due.Expect(at);
    }

    private async ValueTask<StoredInstance> LoadAsync(string id, CancellationToken cancellationToken)
    {
        InstanceId.Check(id);
        ThrowIfStopped();
        if (_live.TryGetValue(id, out var runner))
            await runner.Started().WaitAsync(cancellationToken).ConfigureAwait(false);
        return await Store.LoadAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new SagaNotFoundException(id);
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;
using SagaDsl.Telemetry;

namespace SagaDsl.Engine;

/// <summary>Holds the instances that are being worked on, and turns the kernel's decisions into records and calls.</summary>
internal sealed partial class SagaEngine : ISagaEngine
{
    private readonly FrozenDictionary<string, LoadedSaga> _sagas;
    private readonly ConcurrentDictionary<string, InstanceRunner> _live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<SagaEnd>> _waiters = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Instance, TaskCompletionSource<CommandAnswer> Answer)> _verdicts = new(StringComparer.Ordinal);
    private readonly CallSlots _inFlight;
    private volatile bool _stopping;

    // How many commands await their answer; the end of an instance need not look for them where there are none.
    private int _asking;

    public SagaEngine(IReadOnlyList<SagaRegistration> sagas, ISagaStore store, SagaOptions options, IServiceProvider services, ILogger logger)
    {
        Options = options;
        Store = store;
        Time = options.TimeProvider ?? TimeProvider.System;
        Services = services;
        Scopes = services.GetService<IServiceScopeFactory>();
        Log = new(logger);
        Random = new(options.Random);
        Slots = new(options.MaxConcurrentCalls);
        Telemetry = new(this);
        _inFlight = new(options.MaxInFlight);
        _recoveries = new(options.MaxConcurrentRecoveries);
        _sagas = sagas.ToFrozenDictionary(saga => saga.Definition.Name, saga => new LoadedSaga(saga, options), StringComparer.Ordinal);
        Writer = new(options.Node, Time.GetUtcNow().UtcTicks ^ Random.NextNumber());
        _due = new(this);
    }

    public SagaOptions Options { get; }

    public ISagaStore Store { get; }

    public TimeProvider Time { get; }

    public IServiceProvider Services { get; }

    public IServiceScopeFactory? Scopes { get; }

    public SagaLog Log { get; }

    public Randomness Random { get; }

    public CallSlots Slots { get; }

    public SagaTelemetry Telemetry { get; }

    public WriterId Writer { get; }

    public int LiveCount => _live.Count;

    public bool Knows(SagaDefinition definition) => _sagas.TryGetValue(definition.Name, out var saga) && ReferenceEquals(saga.Definition, definition);

    public ValueTask<bool> StartAsync(SagaDefinition saga, string id, object? input, CancellationToken cancellationToken) =>
        BeginAsync(saga, id, input, null, cancellationToken);

    public ValueTask<bool> RunAsync(SagaDefinition saga, string id, object? input, ISagaRun run, CancellationToken cancellationToken) =>
        BeginAsync(saga, id, input, run, cancellationToken);

    /// <summary>Starts an instance; false: it was there, with an equal input.</summary>
    private async ValueTask<bool> BeginAsync(SagaDefinition definition, string id, object? input, ISagaRun? run, CancellationToken cancellationToken)
    {
        InstanceId.Check(id);
        ThrowIfStopped();
        var saga = _sagas[definition.Name];
        var payload = saga.WriteInput(input);
        while (true)
        {
            if (_live.TryGetValue(id, out var other))
            {
                await other.Started().WaitAsync(cancellationToken).ConfigureAwait(false);
                if (await ExistsAsync(saga, id, payload, cancellationToken).ConfigureAwait(false))
                    return false;
                continue;
            }

            await EnterFlightAsync(cancellationToken).ConfigureAwait(false);
            var runner = new InstanceRunner(this, saga, id);
            if (!_live.TryAdd(id, runner))
            {
                _inFlight.Exit();
                continue;
            }

            if (await TryBeginAsync(runner, payload, run).ConfigureAwait(false))
                return true;
            if (await ExistsAsync(saga, id, payload, cancellationToken).ConfigureAwait(false))
                return false;
        }
    }

    private async ValueTask<bool> TryBeginAsync(InstanceRunner runner, Payload payload, ISagaRun? run)
    {
        var outcome = AppendOutcome.Conflict;
        var unknown = false;
        try
        {
            ThrowIfStopped();
            outcome = await runner.BeginAsync(payload, run).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (ObjectDisposedException or PayloadNotSerializableException))
        {
            unknown = true;
            throw;
        }
        finally
        {
            runner.StartIsOver(failed: outcome != AppendOutcome.Appended);
            if (outcome != AppendOutcome.Appended)
            {
                Leave(runner);
                // It may have been appended all the same: then it must run.
                if (unknown)
                    ReloadLater(runner.State.Id);
            }
        }

        if (outcome != AppendOutcome.Appended)
            return false;
        Telemetry.SagaStarted(runner.State);
        if (_waitingIsOver)
            run?.Fail(WaitingIsOver());
        runner.Release();
        return true;
    }

    public async ValueTask<SagaEnd> WaitAsync(string id, string? saga, CancellationToken cancellationToken)
    {
        InstanceId.Check(id);
        ThrowIfStopped();
        // Announced before looking: an end in between finds the waiter.
        var waiter = _waiters.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            // A runner that is here may be that of a start which finds the id taken: only one that began will end.
            var began = _live.TryGetValue(id, out var runner) && await runner.BeganAsync(cancellationToken).ConfigureAwait(false);
            if (began)
                OtherSaga.Refuse(id, runner!.State.Plan.Name, saga);
            if (!began && await EndInStoreAsync(id, saga, cancellationToken).ConfigureAwait(false) is { } end)
            {
                _waiters.TryRemove(new(id, waiter));
                waiter.TrySetResult(end);
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or SagaIdConflictException))
        {
            // It is so for whoever else waits for the id.
            _waiters.TryRemove(new(id, waiter));
            waiter.TrySetException(e);
            _ = waiter.Task.Exception;
            throw;
        }

        if (_stopping)
            waiter.TrySetException(Stopped());
        else if (_waitingIsOver)
            waiter.TrySetException(WaitingIsOver());
        return await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SagaSnapshot> GetAsync(string id, CancellationToken cancellationToken)
    {
        var stored = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        return Snapshots.Of(stored, _sagas.GetValueOrDefault(stored.Saga));
    }

    public async ValueTask<IReadOnlyList<JournalRecord>> HistoryAsync(string id, CancellationToken cancellationToken) =>
        (await LoadAsync(id, cancellationToken).ConfigureAwait(false)).Records;

    public async ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        ThrowIfStopped();
        var page = await Store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return _unrunnable.IsEmpty ? page : [.. page.Select(one => _unrunnable.TryGetValue(one.Id, out var reason) ? one with { Unrunnable = reason } : one)];
    }

    public Payload SerializeResult<TResult>(StepRef<TResult> step, TResult result)
    {
        if (!_sagas.TryGetValue(step.Saga, out var saga) || saga.Plan.IndexOf(step.Name) is not (>= 0 and var index))
            throw new ArgumentException($"There is no step '{step.Name}' of a saga '{step.Saga}' here.", nameof(step));
        return saga.WriteResult(index, result);
    }

    public async ValueTask<CommandAnswer> CommandAsync(string id, OperatorCommand command, OperatorAct by, StepRef? step, Payload payload, CancellationToken cancellationToken)
    {
        var stored = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (step is { } given && given.Saga != stored.Saga)
            return new(CommandVerdict.Refused, $"The step is one of saga '{given.Saga}'; the instance is of saga '{stored.Saga}'.");
        if (stored.Status.Work == WorkState.Terminal)
            return new(CommandVerdict.Refused, $"The instance has ended: {stored.Status.Saga}.");
        if (_unrunnable.TryGetValue(id, out var reason))
            throw new SagaUnrunnableException(id, reason);

        var message = new InboxMessage(Random.NextId(), id, command, by, step?.Name) { Payload = payload };
        var verdict = new TaskCompletionSource<CommandAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _verdicts[message.Id] = (id, verdict);
        Interlocked.Increment(ref _asking);
        try
        {
            if (!await Store.SendAsync(message, cancellationToken).ConfigureAwait(false))
                return new(CommandVerdict.Refused, "The instance has ended meanwhile.");
            await WakeAsync(id, new(MessageKind.Mail)).ConfigureAwait(false);
            if (_unrunnable.TryGetValue(id, out reason))
                throw new SagaUnrunnableException(id, reason);
            if (_stopping)
                throw Stopped();
            return await verdict.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _verdicts.TryRemove(message.Id, out _);
            Interlocked.Decrement(ref _asking);
        }
    }

    public void Answer(string command, CommandAnswer answer)
    {
        if (_verdicts.TryRemove(command, out var verdict))
            verdict.Answer.TrySetResult(answer);
    }

    /// <summary>Answers commands whose record was appended although its answer was lost, and those that came too late.</summary>
    private void AnswerFrom(StoredInstance stored)
    {
        foreach (var (command, (instance, _)) in _verdicts)
        {
            if (instance != stored.Id)
                continue;
            if (stored.Records.SelectMany(record => record.Entries).OfType<CommandReceived>().FirstOrDefault(entry => entry.Id == command) is { } taken)
                Answer(command, new(taken.Verdict, taken.Why));
            else if (stored.Status.Work == WorkState.Terminal)
                Answer(command, new(CommandVerdict.Refused, $"The instance has ended: {stored.Status.Saga}."));
        }
    }

    /// <summary>The one place where runners go to the thread pool.</summary>
    public void Queue(InstanceRunner runner) => ThreadPool.UnsafeQueueUserWorkItem(runner, preferLocal: false);

    /// <summary>A fault in the engine itself: the instance is put down and taken up again from its journal.</summary>
    public async Task Observe(Task pumping, InstanceRunner runner)
    {
        try
        {
            await pumping.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.RunnerFailed(runner.State.Id, e);
            runner.PutDown();
        }
    }

    private void ThrowIfStopped()
    {
        if (_stopping)
            throw Stopped();
    }

    private static ObjectDisposedException Stopped() => new(nameof(SagaRuntime), "The saga runtime was stopped: it starts and answers nothing more.");
}

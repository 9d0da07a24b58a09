using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Stores;
using SagaDsl.Transport;

namespace SagaDsl.Engine;

/// <summary>Brings every request to the engine of the instance's partition, and makes and throws away those engines as partitions come and go.</summary>
internal sealed class SagaRouter(EngineServices services, ISagaPartitions partitions, ISagaTransport? transport) : ISagaEngine
{
    private readonly object _gate = new();
    private readonly PartitionEngine?[] _engines = new PartitionEngine?[partitions.Count];
    private Task? _stopped;
    private volatile bool _opened;
    private volatile bool _stopping;

    public EngineServices Services => services;

    public bool IsStopping => _stopping;

    public bool IsRunning => _opened && !_stopping;

    /// <summary>The instances that cannot run here, with the reason.</summary>
    public IReadOnlyDictionary<string, string> SetAside => _engines.Length == 1 && _engines[0] is { } only
        ? only.Residents.SetAside
        : _engines.Where(engine => engine is not null).SelectMany(engine => engine!.Residents.SetAside).ToDictionary(StringComparer.Ordinal);

    public bool Knows(SagaDefinition definition) => services.Sagas.TryGetValue(definition.Name, out var saga) && ReferenceEquals(saga.Definition, definition);

    public async Task OpenAsync(ILogger logger, CancellationToken cancellationToken)
    {
        await TryConstructAsync().ConfigureAwait(false);
        var inbox = transport is null ? "" : InboxName.Of(services, transport);
        if (transport is not null)
            services.Courier = new(transport, inbox, services.Time, services.Random, services.Log);
        await partitions.OpenAsync(new(services.Options.Node, services.Time, logger, Acquired, LostAsync), cancellationToken).ConfigureAwait(false);
        _opened = true;
        if (transport is not null)
            await transport.OpenAsync(
                new(services.Options.Node, inbox, ParticipantsHere(), services.Time, logger, new Reception(this).ReceiveAsync), cancellationToken)
                .ConfigureAwait(false);
        services.Log.Opened(partitions.Description, services.Sagas.Count);
    }

    public ValueTask<bool> StartAsync(SagaDefinition saga, string id, object? input, CancellationToken cancellationToken) =>
        EngineForNew(id).StartAsync(services.Sagas[saga.Name], id, input, null, cancellationToken);

    public ValueTask<bool> RunAsync(SagaDefinition saga, string id, object? input, ISagaRun run, CancellationToken cancellationToken) =>
        EngineForNew(id).StartAsync(services.Sagas[saga.Name], id, input, run, cancellationToken);

    public ValueTask<SagaEnd> WaitAsync(string id, string? saga, CancellationToken cancellationToken) => EngineOf(id).WaitAsync(id, saga, cancellationToken);

    public ValueTask<SagaSnapshot> GetAsync(string id, CancellationToken cancellationToken) => EngineOf(id).GetAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JournalRecord>> HistoryAsync(string id, CancellationToken cancellationToken) =>
        EngineOf(id).HistoryAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        if (_engines.Length == 1)
            return await Engine(0).ListAsync(query, cancellationToken).ConfigureAwait(false);
        var all = new List<InstanceSummary>();
        for (var i = 0; i < _engines.Length; i++)
            all.AddRange(await Engine(i).ListAsync(query, cancellationToken).ConfigureAwait(false));
        return [.. all.OrderBy(one => one.Id, StringComparer.Ordinal).Take(query.Limit)];
    }

    public ValueTask<CommandAnswer> CommandAsync(string id, OperatorCommand command, OperatorAct by, StepRef? step, Payload payload,
        CancellationToken cancellationToken) =>
        EngineOf(id).CommandAsync(id, command, by, step, payload, cancellationToken);

    public Payload SerializeResult<TResult>(StepRef<TResult> step, TResult result) =>
        services.Sagas.TryGetValue(step.Saga, out var saga) && saga.Plan.IndexOf(step.Name) is >= 0 and var index
            ? saga.WriteResult(index, result)
            : throw new ArgumentException($"There is no step '{step.Name}' of a saga '{step.Saga}' here.", nameof(step));

    /// <summary>Whoever waits for an end waits no more: the application stops.</summary>
    public void StopWaiting()
    {
        foreach (var engine in _engines)
            engine?.StopWaiting();
    }

    /// <summary>Stops the engines of all partitions, and closes these.</summary>
    public Task StopAsync(TimeSpan within)
    {
        lock (_gate)
            return _stopped ??= StopOnceAsync(within);
    }

    private async Task StopOnceAsync(TimeSpan within)
    {
        _stopping = true;
        await Task.WhenAll(_engines.Select(engine => engine?.StopAsync(within) ?? Task.CompletedTask)).ConfigureAwait(false);
        if (services.Courier is { } courier)
            await courier.StopAsync().ConfigureAwait(false);
        if (transport is not null)
            await transport.DisposeAsync().ConfigureAwait(false);
        await partitions.DisposeAsync().ConfigureAwait(false);
    }

    private void Acquired(int partition, ISagaStore store)
    {
        lock (_gate)
        {
            if (_stopping)
                return;
            var engine = new PartitionEngine(services, store);
            Volatile.Write(ref _engines[partition], engine);
            engine.Open();
        }
    }

    private Task LostAsync(int partition, Exception reason)
    {
        services.Log.PartitionLost(partition, reason);
        return Interlocked.Exchange(ref _engines[partition], null)?.LoseAsync(reason) ?? Task.CompletedTask;
    }

    /// <summary>The engine of an instance's partition.</summary>
    public PartitionEngine EngineOf(string id)
    {
        InstanceId.Check(id);
        return Engine(_engines.Length == 1 ? 0 : partitions.Of(id));
    }

    private PartitionEngine EngineForNew(string id)
    {
        InstanceId.CheckNew(id);
        return EngineOf(id);
    }

    private List<string> ParticipantsHere() =>
        [.. services.Sagas.Values.Select(saga => saga.Definition.Participant).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private PartitionEngine Engine(int partition)
    {
        if (_stopping)
            throw PartitionEngine.Stopped();
        if (Volatile.Read(ref _engines[partition]) is { } engine)
            return engine;
        throw _opened
            ? new StoreOwnedException($"Partition {partition} of {partitions.Description} is not this process's.")
            : new InvalidOperationException(
                "The saga runtime has not started yet. In a host it starts before any hosted service; without one, await SagaRuntime.StartAsync.");
    }

    /// <summary>A service that nobody registered would fail every step and every undo, for ever: it is found before anything starts.</summary>
    private async Task TryConstructAsync()
    {
        foreach (var saga in services.Sagas.Values)
        {
            var scope = saga.Definition.NeedsServices ? services.Scopes?.CreateAsyncScope() : null;
            try
            {
                if (saga.Definition.Create(scope?.ServiceProvider ?? services.Services) is var made && made is IAsyncDisposable later)
                    await later.DisposeAsync().ConfigureAwait(false);
                else
                    (made as IDisposable)?.Dispose();
            }
            catch (Exception e)
            {
                throw new SagaDefinitionException(
                    $"Saga '{saga.Plan.Name}' cannot be constructed: {StepError.TextOf(e)} Register what its constructor takes; without a host, " +
                        "give the provider with UseServices. Nothing was started.", e);
            }
            finally
            {
                if (scope is { } opened)
                    await opened.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}

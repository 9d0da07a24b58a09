using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Definition;
using SagaDsl.Engine;
using SagaDsl.Stores;
using SagaDsl.Transport;

namespace SagaDsl;

/// <summary>Runs sagas: takes up what is unfinished in its store, and goes on until it is stopped.</summary>
public sealed class SagaRuntime : IAsyncDisposable
{
    // What a timer can be set to; 49 days and more than half of the 50th.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly SagaRouter _engine;
    private readonly ISagaPartitions _partitions;
    private readonly ISagaTransport? _transport;
    private readonly Dictionary<Type, Func<SagaRuntime, object>> _clients;
    private readonly SagaOptions _options;
    private readonly ILogger _logger;
    private readonly bool _storeWasChosen;
    private readonly object _gate = new();
    private Task? _opening;

    internal SagaRuntime(IReadOnlyList<SagaRegistration> sagas, Func<IServiceProvider, ISagaPartitions>? partitions,
        Func<IServiceProvider, ISagaTransport>? transport, SagaOptions options, IServiceProvider services)
    {
        options.TimeProvider ??= services.GetService<TimeProvider>();
        OptionsCheck.Check(options, sagas);
        if (options.LenientJson)
            sagas = [.. sagas.Select(saga => saga.Leniently())];
        _options = options;
        _logger = (ILogger?)services.GetService<ILoggerFactory>()?.CreateLogger("SagaDsl") ?? NullLogger.Instance;
        _storeWasChosen = partitions is not null;
        _partitions = partitions?.Invoke(services) ?? new SinglePartition(new MemorySagaStore());
        var isRemote = sagas.Any(saga => saga.Definition.Participant is not null || saga.Definition.Steps.Any(step => step.Remote is not null));
        _transport = transport?.Invoke(services) ?? (isRemote ? new InProcessBus().Connect() : null);
        _engine = new(new(sagas, options, services, _logger), _partitions, _transport);
        _clients = sagas.Where(saga => saga.ClientType is not null).ToDictionary(saga => saga.ClientType!, saga => saga.Client!);
    }

    /// <exception cref="InvalidOperationException">It is not open yet.</exception>
    internal ISagaEngine Engine => Opened;

    internal bool IsRunning => _opening is { IsCompletedSuccessfully: true } && !_engine.IsStopping;

    private SagaRouter Opened => _opening is { IsCompletedSuccessfully: true } || _engine.IsStopping ? _engine : throw NotStarted();

    /// <summary>Starts a runtime without a host. Dispose it to stop.</summary>
    /// <param name="configure">Adds the sagas, and chooses store and options.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="SagaDefinitionException">A saga cannot run; the message lists why.</exception>
    /// <exception cref="StoreOwnedException">Another process owns the store.</exception>
    /// <exception cref="StoreVersionException">A newer version of the library wrote the store.</exception>
    public static async Task<SagaRuntime> StartAsync(Action<SagaBuilder> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new SagaBuilder();
        configure(builder);
        var services = builder.Services ?? NoServices.Instance;
        var options = new SagaOptions();
        foreach (var change in builder.Configurations)
            change(options, services);
        var runtime = new SagaRuntime(builder.Registrations, builder.Partitions, builder.Transport, options, services);
        try
        {
            await runtime.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await runtime.StopAsync(TimeSpan.Zero).ConfigureAwait(false);
            throw;
        }

        return runtime;
    }

    /// <summary>The client of a saga: <c>runtime.Client&lt;CheckoutClient&gt;()</c>.</summary>
    /// <exception cref="InvalidOperationException">The saga was not added.</exception>
    public TClient Client<TClient>() where TClient : class => _clients.TryGetValue(typeof(TClient), out var client)
        ? (TClient)client(this)
        : throw new InvalidOperationException(
            $"{typeof(TClient).Name} is the client of no saga in this runtime. Add the saga: sagas.Add{Trimmed(typeof(TClient).Name)}().");

    /// <summary>An instance of any saga, by its id: for tools that know no client.</summary>
    /// <exception cref="InvalidOperationException">The runtime has not started yet.</exception>
    public SagaHandle Instance(string id) => new(Engine, null, id, isNew: false);

    /// <summary>Instances in the order of their ids, a page at a time; those that cannot run here say why.</summary>
    /// <exception cref="InvalidOperationException">The runtime has not started yet.</exception>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Opened.ListAsync(query, cancellationToken);
    }

    /// <summary>The instances that this process found it cannot run, with the reason. They are left as they are; the others run.</summary>
    public IReadOnlyDictionary<string, string> Unrunnable => _engine.SetAside;

    /// <summary>
    /// Stops: starts nothing more, lets running calls end, cancels those that do not, and closes the store. What is unfinished
    /// goes on with the next start.
    /// </summary>
    /// <param name="within">
    /// How long running calls may take. Default: <see cref="SagaOptions.ShutdownTimeout"/>. Zero: they are cancelled at once.
    /// <see cref="Timeout.InfiniteTimeSpan"/>: as long as they need. More than 49 days are 49 days.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is negative and not infinite.</exception>
    public Task StopAsync(TimeSpan? within = null)
    {
        var time = within ?? _options.ShutdownTimeout;
        if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(within), time,
                "The time that running calls may take is negative. Timeout.InfiniteTimeSpan lets them take as long as they need.");
        return _engine.StopAsync(time < Longest ? time : Longest);
    }

    /// <summary>Stops. See <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Opens the store and takes up what is unfinished; once, however often it is called.</summary>
    internal Task OpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _opening ??= OpenOnceAsync(cancellationToken);
    }

    /// <summary>Nobody waits for an end any more: whoever does is told that the application stops. The instances go on until the runtime is stopped.</summary>
    internal void StopWaiting() => _engine.StopWaiting();

    internal void RequireRegistered(SagaDefinition definition)
    {
        if (!_engine.Knows(definition))
            throw new InvalidOperationException($"Saga '{definition.Name}' was not added to this runtime.");
    }

    private async Task OpenOnceAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (!_storeWasChosen)
            HostingLog.KeptInMemory(_logger);
        await _engine.OpenAsync(_logger, cancellationToken).ConfigureAwait(false);
    }

    private InvalidOperationException NotStarted() => _opening is { IsFaulted: true, Exception.InnerException: { } why }
        ? new($"The saga runtime did not start: {why.Message}", why)
        : new("The saga runtime has not started yet: it starts with its host, before the first hosted service's StartAsync. Use clients from there on: " +
            "not in constructors, and not between builder.Build() and host.StartAsync().");

    private static string Trimmed(string client) => client.EndsWith("Client", StringComparison.Ordinal) ? client[..^"Client".Length] : client;

    /// <summary>Without a container: sagas without constructor arguments need none.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}

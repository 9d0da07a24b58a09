using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Definition;
using SagaDsl.Engine;
using SagaDsl.Stores;

namespace SagaDsl;

/// <summary>Runs sagas: takes up what is unfinished in its store, and goes on until it is stopped.</summary>
public sealed class SagaRuntime : IAsyncDisposable
{
    private readonly SagaRouter _engine;
    private readonly ISagaPartitions _partitions;
    private readonly Dictionary<Type, Func<SagaRuntime, object>> _clients;
    private readonly SagaOptions _options;
    private readonly ILogger _logger;
    private int _opened;

    internal SagaRuntime(SagaBuilder builder, IServiceProvider? services)
    {
        var provider = builder.Services ?? services ?? NoServices.Instance;
        _options = builder.Options;
        OptionsCheck.Check(_options, builder.Registrations);
        _logger = (ILogger?)provider.GetService<ILoggerFactory>()?.CreateLogger("SagaDsl") ?? NullLogger.Instance;
        _partitions = builder.Partitions();
        _engine = new(new(builder.Registrations, _options, provider, _logger), _partitions);
        _clients = builder.Registrations.ToDictionary(r => r.ClientType, r => r.Client);
    }

    internal ISagaEngine Engine => _engine;

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
        var runtime = new SagaRuntime(builder, null);
        try
        {
            await runtime.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await runtime._partitions.DisposeAsync().ConfigureAwait(false);
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
    public SagaHandle Instance(string id) => new(_engine, null, id, isNew: false);

    /// <summary>Instances in the order of their ids, a page at a time; those that cannot run here say why.</summary>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _engine.ListAsync(query, cancellationToken);
    }

    /// <summary>The instances that this process found it cannot run, with the reason. They are left as they are; the others run.</summary>
    public IReadOnlyDictionary<string, string> Unrunnable => _engine.SetAside;

    /// <summary>
    /// Stops: starts nothing more, lets running calls end, cancels those that do not, and closes the store. What is unfinished
    /// goes on with the next start.
    /// </summary>
    /// <param name="within">How long running calls may take. Default: <see cref="SagaOptions.ShutdownTimeout"/>.</param>
    public Task StopAsync(TimeSpan? within = null) => _engine.StopAsync(within ?? _options.ShutdownTimeout);

    /// <summary>Stops. See <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    internal bool IsRunning => _engine.IsRunning;

    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _opened, 1) == 0)
            await _engine.OpenAsync(_logger, cancellationToken).ConfigureAwait(false);
    }

    internal void RequireRegistered(SagaDefinition definition)
    {
        if (!_engine.Services.Sagas.TryGetValue(definition.Name, out var saga) || !ReferenceEquals(saga.Definition, definition))
            throw new InvalidOperationException($"Saga '{definition.Name}' was not added to this runtime.");
    }

    private static string Trimmed(string client) => client.EndsWith("Client", StringComparison.Ordinal) ? client[..^"Client".Length] : client;

    /// <summary>Without a container: sagas without constructor arguments need none.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}

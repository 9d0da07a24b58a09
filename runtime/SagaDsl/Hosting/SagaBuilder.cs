using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using SagaDsl.Definition;
using SagaDsl.Json;
using SagaDsl.Stores;

namespace SagaDsl;

/// <summary>Collects the sagas, the store and the options of a runtime.</summary>
public sealed class SagaBuilder
{
    private readonly List<SagaRegistration> _registrations = [];

    internal IReadOnlyList<SagaRegistration> Registrations => _registrations;

    internal Func<ISagaPartitions> Partitions { get; private set; } = static () => new SinglePartition(new MemorySagaStore());

    internal IServiceProvider? Services { get; private set; }

    internal SagaOptions Options { get; } = new();

    /// <summary>Keeps journals in the given store. Default: in memory, lost with the process.</summary>
    /// <param name="store">Makes the store; called once, when the runtime starts.</param>
    public SagaBuilder UseStore(Func<ISagaStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return UsePartitions(() => new SinglePartition(store()));
    }

    /// <summary>Keeps journals in partitions that several processes share.</summary>
    /// <param name="partitions">Makes the partitions; called once, when the runtime starts.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public SagaBuilder UsePartitions(Func<ISagaPartitions> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        Partitions = partitions;
        return this;
    }

    /// <summary>Keeps journals in memory: the default. Everything is lost with the process.</summary>
    public SagaBuilder UseMemory() => UseStore(static () => new MemorySagaStore());

    /// <summary>Takes constructor arguments of saga classes from a provider; without a host. A host gives its own.</summary>
    public SagaBuilder UseServices(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
        return this;
    }

    /// <summary>Changes the options.</summary>
    public SagaBuilder Configure(Action<SagaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Options);
        return this;
    }

    /// <summary>Adds a saga. Called by generated code.</summary>
    /// <exception cref="SagaDefinitionException">The saga cannot run; the message lists why.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public SagaBuilder Add<TClient>(SagaDefinition definition, IJsonTypeInfoResolver json, Func<SagaRuntime, TClient> client) where TClient : class
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(client);
        if (_registrations.Exists(r => r.Definition.Name == definition.Name))
            throw new SagaDefinitionException($"Two sagas are named '{definition.Name}'. A saga's name is in its journals and keys: give one of them another.");
        _registrations.Add(SagaRegistration.Create(definition, json, typeof(TClient), client));
        return this;
    }

    /// <summary>Adds a saga whose values are read and written by reflection. Called by generated code.</summary>
    /// <exception cref="SagaDefinitionException">The saga cannot run; the message lists why.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    [RequiresUnreferencedCode("JSON by reflection does not survive trimming: name a JsonSerializerContext, [Saga(Json = typeof(..))].")]
    [RequiresDynamicCode("JSON by reflection needs run-time code: name a JsonSerializerContext, [Saga(Json = typeof(..))].")]
    public SagaBuilder AddReflected<TClient>(SagaDefinition definition, Func<SagaRuntime, TClient> client) where TClient : class =>
        Add(definition, SagaJson.Reflection(definition), client);
}

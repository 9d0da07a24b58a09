using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using SagaDsl.Definition;
using SagaDsl.Json;
using SagaDsl.Stores;
using SagaDsl.Transport;

namespace SagaDsl;

/// <summary>Collects the sagas, the store and the options of a runtime. In a host every call of <c>AddSagas</c> adds to the same one.</summary>
public sealed class SagaBuilder
{
    private readonly List<SagaRegistration> _registrations = [];
    private readonly List<Action<SagaOptions, IServiceProvider>> _configurations = [];

    internal IReadOnlyList<SagaRegistration> Registrations => _registrations;

    internal IReadOnlyList<Action<SagaOptions, IServiceProvider>> Configurations => _configurations;

    /// <summary>Makes the store, or the partitions; null: none was chosen.</summary>
    internal Func<IServiceProvider, ISagaPartitions>? Partitions { get; private set; }

    /// <summary>Makes the transport; null: none was chosen.</summary>
    internal Func<IServiceProvider, ISagaTransport>? Transport { get; private set; }

    internal IServiceProvider? Services { get; private set; }

    /// <summary>Keeps journals in the given store. Default: in memory, lost with the process, which is warned of.</summary>
    /// <param name="store">Makes the store; called once, when the runtime is made.</param>
    /// <exception cref="InvalidOperationException">A store was chosen before: see <see cref="ReplaceStore"/>.</exception>
    public SagaBuilder UseStore(Func<ISagaStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return UseStore(_ => store());
    }

    /// <summary>
    /// Keeps journals in the given store, which needs something of the container. Default: in memory, lost with the process, which is warned of.
    /// </summary>
    /// <param name="store">Makes the store from the application's services; called once, when the runtime is made.</param>
    /// <exception cref="InvalidOperationException">A store was chosen before: see <see cref="ReplaceStore"/>.</exception>
    public SagaBuilder UseStore(Func<IServiceProvider, ISagaStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return UsePartitions(services => new SinglePartition(store(services)));
    }

    /// <summary>Keeps journals in partitions that several processes share. For those who write stores.</summary>
    /// <param name="partitions">Makes the partitions from the application's services; called once, when the runtime is made.</param>
    /// <exception cref="InvalidOperationException">A store was chosen before: see <see cref="ReplaceStore"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public SagaBuilder UsePartitions(Func<IServiceProvider, ISagaPartitions> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        if (Partitions is not null)
            throw new InvalidOperationException(
                "A store for the sagas was chosen before, and one runtime has one store. Where the second is to take its place (in a test host), say so: " +
                "sagas.ReplaceStore().UseMemory().");
        Partitions = partitions;
        return this;
    }

    /// <summary>Keeps journals in memory, and says that it is meant so: everything is lost with the process, and nothing warns of it.</summary>
    /// <exception cref="InvalidOperationException">A store was chosen before: see <see cref="ReplaceStore"/>.</exception>
    public SagaBuilder UseMemory() => UseStore(static () => new MemorySagaStore());

    /// <summary>Forgets the store that was chosen before, so that another one can be: what a test host says after the application.</summary>
    public SagaBuilder ReplaceStore()
    {
        Partitions = null;
        return this;
    }

    /// <summary>
    /// Reaches participants in other runtimes of this process, over a bus that each of them is given. Default: a bus of its own, which reaches
    /// the participants of this runtime.
    /// </summary>
    /// <exception cref="InvalidOperationException">A transport was chosen before.</exception>
    public SagaBuilder UseInProcessBus(InProcessBus bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        return UseTransport(_ => bus.Connect());
    }

    /// <summary>Reaches participants over the given transport. For those who write transports.</summary>
    /// <param name="transport">Makes the transport from the application's services; called once, when the runtime is made.</param>
    /// <exception cref="InvalidOperationException">A transport was chosen before: see <see cref="ReplaceTransport"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public SagaBuilder UseTransport(Func<IServiceProvider, ISagaTransport> transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        if (Transport is not null)
            throw new InvalidOperationException(
                "A transport for the sagas was chosen before, and one runtime has one transport. Where the second is to take its place (in a test host), " +
                "say so: sagas.ReplaceTransport().UseInProcessBus(bus).");
        Transport = transport;
        return this;
    }

    /// <summary>Forgets the transport that was chosen before, so that another one can be: what a test host says after the application.</summary>
    public SagaBuilder ReplaceTransport()
    {
        Transport = null;
        return this;
    }

    /// <summary>Takes constructor arguments of saga classes, the clock and the log from a provider; without a host. A host gives its own.</summary>
    public SagaBuilder UseServices(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
        return this;
    }

    /// <summary>
    /// Changes the options, when the runtime is made; in a host in one row with <c>services.Configure&lt;SagaOptions&gt;(..)</c>: the last word counts.
    /// </summary>
    public SagaBuilder Configure(Action<SagaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure((options, _) => configure(options));
    }

    /// <summary>Changes the options with the help of the application's services. See <see cref="Configure(Action{SagaOptions})"/>.</summary>
    public SagaBuilder Configure(Action<SagaOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _configurations.Add(configure);
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
        if (_registrations.Find(r => r.Definition.Name == definition.Name) is { } other)
            throw new SagaDefinitionException(ReferenceEquals(other.Definition, definition)
                ? $"Saga '{definition.Name}' was added twice: once is enough."
                : $"Two sagas are named '{definition.Name}'. A saga's name is in its journals and keys: give one of them another.");
        _registrations.Add(SagaRegistration.Create(definition, json, typeof(TClient), client));
        return this;
    }

    /// <summary>Adds a participant. Called by generated code.</summary>
    /// <exception cref="SagaDefinitionException">A handler cannot run; the message lists why.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public SagaBuilder AddParticipant<TParticipant>(IJsonTypeInfoResolver json) where TParticipant : class, IParticipantSource<TParticipant> =>
        AddParticipant(TParticipant.Name, TParticipant.Handlers, json);

    /// <summary>Adds a participant, from the definitions of its handlers.</summary>
    /// <exception cref="SagaDefinitionException">A handler cannot run; the message lists why.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public SagaBuilder AddParticipant(string name, IReadOnlyList<SagaDefinition> handlers, IJsonTypeInfoResolver json)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handlers);
        TransportAddress.Participant(name).Check();
        ArgumentNullException.ThrowIfNull(json);
        if (_registrations.Exists(r => r.Definition.Participant == name))
            throw new SagaDefinitionException($"Two participants are named '{name}', or one was added twice: commands are sent to that name.");
        foreach (var handler in handlers)
            _registrations.Add(SagaRegistration.Create(handler, json, null, null));
        return this;
    }

    /// <summary>Adds a participant whose values are read and written by reflection. Called by generated code.</summary>
    /// <exception cref="SagaDefinitionException">A handler cannot run; the message lists why.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    [RequiresUnreferencedCode("JSON by reflection does not survive trimming: name a JsonSerializerContext, [Participant(Json = typeof(..))].")]
    [RequiresDynamicCode("JSON by reflection needs run-time code: name a JsonSerializerContext, [Participant(Json = typeof(..))].")]
    public SagaBuilder AddReflectedParticipant<TParticipant>() where TParticipant : class, IParticipantSource<TParticipant> =>
        AddParticipant<TParticipant>(
            SagaJson.Reflection($"Participant '{TParticipant.Name}'", $"[Participant(\"{TParticipant.Name}\", Json = typeof(MyJson))]"));

    /// <summary>Adds a saga whose values are read and written by reflection. Called by generated code.</summary>
    /// <exception cref="SagaDefinitionException">The saga cannot run; the message lists why.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    [RequiresUnreferencedCode("JSON by reflection does not survive trimming: name a JsonSerializerContext, [Saga(Json = typeof(..))].")]
    [RequiresDynamicCode("JSON by reflection needs run-time code: name a JsonSerializerContext, [Saga(Json = typeof(..))].")]
    public SagaBuilder AddReflected<TClient>(SagaDefinition definition, Func<SagaRuntime, TClient> client) where TClient : class =>
        Add(definition, SagaJson.Reflection($"Saga '{definition.Name}'", $"[Saga(\"{definition.Name}\", Json = typeof(MyJson))]"), client);
}

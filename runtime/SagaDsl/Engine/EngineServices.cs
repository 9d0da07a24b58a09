using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SagaDsl.Telemetry;

namespace SagaDsl.Engine;

/// <summary>What the engines of all partitions of a process share: the sagas, the limits, the clock, chance, the log, telemetry.</summary>
internal sealed class EngineServices
{
    public EngineServices(IReadOnlyList<SagaRegistration> sagas, SagaOptions options, IServiceProvider services, ILogger logger)
    {
        Options = options;
        Time = options.TimeProvider ?? TimeProvider.System;
        Services = services;
        Scopes = services.GetService<IServiceScopeFactory>();
        Barrier = sagas.Any(saga => saga.Definition.Participant is not null) ? services.GetService<IBarrier>() : null;
        Logger = new SafeLogger(logger);
        Log = new(Logger);
        Random = new(options.Random);
        Calls = new(options.MaxConcurrentCalls);
        Room = new(options.MaxInFlight);
        RoomOfCommands = new(options.MaxInFlight);
        Recoveries = new(options.MaxConcurrentRecoveries);
        Telemetry = new(Log, Time);
        Sagas = sagas.SelectMany(saga => HandlerVariant.All(saga.Definition).Select(definition => new LoadedSaga(saga, definition, options)))
            .ToFrozenDictionary(saga => saga.Plan.Name, StringComparer.Ordinal);
    }

    public SagaOptions Options { get; }

    public TimeProvider Time { get; }

    public IServiceProvider Services { get; }

    public IServiceScopeFactory? Scopes { get; }

    /// <summary>The barrier in the participants' own database; null: there is none.</summary>
    public IBarrier? Barrier { get; }

    public ILogger Logger { get; }

    public SagaLog Log { get; }

    public Randomness Random { get; }

    /// <summary>How many calls run at once.</summary>
    public ConcurrencyLimit Calls { get; }

    /// <summary>How many instances are in memory at once.</summary>
    public ConcurrencyLimit Room { get; }

    /// <summary>How many commands to participants are in memory at once.</summary>
    public ConcurrencyLimit RoomOfCommands { get; }

    /// <summary>Sends what goes to other runtimes; null: no saga has a step elsewhere, and no participant is here.</summary>
    public Courier? Courier { get; set; }

    /// <summary>How many instances are loaded at once.</summary>
    public SemaphoreSlim Recoveries { get; }

    public SagaTelemetry Telemetry { get; }

    public FrozenDictionary<string, LoadedSaga> Sagas { get; }
}

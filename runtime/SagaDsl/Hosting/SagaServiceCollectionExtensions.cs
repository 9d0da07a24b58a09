using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SagaDsl.Definition;
using SagaDsl.Stores;

namespace SagaDsl;

/// <summary>Sagas in a host.</summary>
public static class SagaServiceCollectionExtensions
{
    /// <summary>
    /// Adds a runtime that starts and stops with the host, and the client of each saga:
    /// <c>services.AddSagas(sagas => sagas.AddCheckout().UseSqlite("sagas.db"))</c>.
    /// </summary>
    /// <param name="services">The services; constructor arguments of saga classes come from them, one scope per step execution.</param>
    /// <param name="configure">Adds the sagas, and chooses store and options.</param>
    /// <exception cref="SagaDefinitionException">A saga cannot run; the message lists why.</exception>
    /// <exception cref="InvalidOperationException">Sagas were added before: one runtime holds all of an application's sagas.</exception>
    public static IServiceCollection AddSagas(this IServiceCollection services, Action<SagaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(SagaRuntime)))
            throw new InvalidOperationException("AddSagas was called twice. One runtime holds all of an application's sagas: add them in one call.");

        var builder = new SagaBuilder();
        configure(builder);
        services.AddSingleton(provider => new SagaRuntime(builder, provider));
        services.AddHostedService(static provider => new SagaHostedService(provider.GetRequiredService<SagaRuntime>()));
        foreach (var registration in builder.Registrations)
            services.TryAddSingleton(registration.ClientType, provider => registration.Client(provider.GetRequiredService<SagaRuntime>()));
        return services;
    }

    /// <summary>
    /// Adds a health check of the sagas: unhealthy while the runtime does not run or its store does not answer, degraded while
    /// instances are suspended or cannot run here.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name. Default: <c>sagas</c>.</param>
    public static IHealthChecksBuilder AddSagaHealthCheck(this IHealthChecksBuilder builder, string name = "sagas")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new(name, static provider => new SagaHealthCheck(provider.GetRequiredService<SagaRuntime>()), null, null));
    }
}

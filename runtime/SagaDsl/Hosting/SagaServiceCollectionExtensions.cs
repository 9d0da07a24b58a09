using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SagaDsl.Definition;

namespace SagaDsl;

/// <summary>Sagas in a host.</summary>
public static class SagaServiceCollectionExtensions
{
    /// <summary>
    /// Adds a runtime that starts and stops with the host, and the client of each saga:
    /// <c>services.AddSagas(sagas => sagas.AddCheckout().UseLiteDb("sagas.db"))</c>. Called again, it adds to the same runtime.
    /// </summary>
    /// <param name="services">
    /// The services; constructor arguments of saga classes come from them, one scope per step execution, and so do clock and log.
    /// </param>
    /// <param name="configure">Adds the sagas, and chooses store and options.</param>
    /// <exception cref="SagaDefinitionException">A saga cannot run, or was added before; the message lists why.</exception>
    /// <exception cref="InvalidOperationException">A second store was chosen, and not by <see cref="SagaBuilder.ReplaceStore"/>.</exception>
    public static IServiceCollection AddSagas(this IServiceCollection services, Action<SagaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = BuilderOf(services);
        var (sagas, changes) = (builder.Registrations.Count, builder.Configurations.Count);
        configure(builder);

        // In the row of the container's own: whoever configures last has the last word.
        foreach (var change in builder.Configurations.Skip(changes))
            services.AddSingleton<IConfigureOptions<SagaOptions>>(provider => new ConfigureOptions<SagaOptions>(options => change(options, provider)));
        foreach (var saga in builder.Registrations.Skip(sagas))
        {
            if (saga is { ClientType: { } type, Client: { } client })
                services.TryAddSingleton(type, provider => client(provider.GetRequiredService<SagaRuntime>()));
        }

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

    // The builder that an earlier call began with, or a new one with its runtime.
    private static SagaBuilder BuilderOf(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(HostedSagas))?.ImplementationInstance is HostedSagas earlier)
            return earlier.Builder;

        var builder = new SagaBuilder();
        services.AddSingleton(new HostedSagas(builder));
        services.AddOptions();
        services.AddSingleton(provider => new SagaRuntime(
            builder.Registrations, builder.Partitions, builder.Transport, provider.GetRequiredService<IOptions<SagaOptions>>().Value,
            builder.Services ?? provider));
        services.AddSingleton<IHostedService>(static provider => new SagaHostedService(
            provider.GetRequiredService<SagaRuntime>(), provider.GetService<IHostApplicationLifetime>()));
        return builder;
    }

    private sealed record HostedSagas(SagaBuilder Builder);
}

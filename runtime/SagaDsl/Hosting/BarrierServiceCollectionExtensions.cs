using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SagaDsl;

/// <summary>The barrier of a host's own database.</summary>
public static class BarrierServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IBarrier"/> for the database that the effects go to:
    /// <c>services.AddSagaBarrier(() => new SqliteConnection("Data Source=stock.db"))</c>. Called again, the last one counts; for a second database register
    /// a <see cref="SqlBarrier"/> under a key of your own.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connect">Makes a new connection each time; PostgreSQL or SQLite. The barrier opens it and disposes of it.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddSagaBarrier(this IServiceCollection services, Func<DbConnection> connect, Action<BarrierOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(connect);
        return services.AddSagaBarrier(_ => connect(), configure);
    }

    /// <summary>
    /// The same with a connection that comes from the container: <c>sp => sp.GetRequiredService&lt;NpgsqlDataSource&gt;().CreateConnection()</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connect">Makes a new connection each time, from singletons. The barrier opens it and disposes of it.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddSagaBarrier(
        this IServiceCollection services, Func<IServiceProvider, DbConnection> connect, Action<BarrierOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(connect);
        return services.AddSingleton<IBarrier>(provider =>
        {
            var options = new BarrierOptions { TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System };
            if (provider.GetService<IOptions<SagaOptions>>() is { } sagas)
                options.MaxReplyBytes = sagas.Value.MaxPayloadBytes;
            configure?.Invoke(options);
            return new SqlBarrier(() => connect(provider), options);
        });
    }
}

using NATS.Client.Core;
using SagaDsl.Transport.Nats;

namespace SagaDsl;

/// <summary>Lets sagas and participants of several processes reach each other over NATS JetStream.</summary>
public static class NatsSagaBuilderExtensions
{
    /// <summary>Connects to a NATS server. The connection is the runtime's own, and is made anew for ever once it was there.</summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="url">
    /// The server: <c>nats://localhost:4222</c>, <c>tls://..</c>; several of a cluster with commas between them.
    /// </param>
    /// <param name="configure">Changes the options; null: as they are.</param>
    /// <exception cref="ArgumentException">It is no address, or an option has a value that cannot be.</exception>
    public static SagaBuilder UseNats(this SagaBuilder sagas, string url, Action<NatsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        var options = Options(configure);
        var server = NatsEndpoint.At(url, options);
        return sagas.UseTransport(_ => new NatsTransport(server, options));
    }

    /// <summary>Uses a connection that the application has. It is not closed with the runtime.</summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="configure">Changes the options; null: as they are.</param>
    /// <exception cref="ArgumentException">An option has a value that cannot be.</exception>
    public static SagaBuilder UseNats(this SagaBuilder sagas, INatsConnection connection, Action<NatsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        ArgumentNullException.ThrowIfNull(connection);
        var options = Options(configure);
        return sagas.UseTransport(_ => new NatsTransport(NatsEndpoint.Given(connection), options));
    }

    /// <summary>Uses the <see cref="INatsConnection"/> of the application's services. It is not closed with the runtime.</summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="configure">Changes the options; null: as they are.</param>
    /// <exception cref="ArgumentException">An option has a value that cannot be.</exception>
    public static SagaBuilder UseNats(this SagaBuilder sagas, Action<NatsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        var options = Options(configure);
        return sagas.UseTransport(services => services.GetService(typeof(INatsConnection)) is INatsConnection connection
            ? new NatsTransport(NatsEndpoint.Given(connection), options)
            : throw new InvalidOperationException(
                "The application's services have no INatsConnection. Register one (services.AddNats(), of package NATS.Client.Hosting, or " +
                "services.AddSingleton<INatsConnection>(..)), or say where the server is: sagas.UseNats(\"nats://localhost:4222\")."));
    }

    private static NatsOptions Options(Action<NatsOptions>? configure)
    {
        var options = new NatsOptions();
        configure?.Invoke(options);
        options.Check();
        return options;
    }
}

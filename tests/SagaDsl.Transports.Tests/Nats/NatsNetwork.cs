using SagaDsl.TestKit.Servers;
using SagaDsl.Testing.Transports;
using SagaDsl.Transport;
using SagaDsl.Transport.Nats;

namespace SagaDsl.Transports.Tests.Nats;

/// <summary>A stream of its own on a server that several tests share, or on a server of its own.</summary>
public sealed class NatsNetwork(NatsServer server, bool ownServer = false) : TransportNetwork
{
    private static int _streams;

    /// <summary>The server.</summary>
    public NatsServer Server => server;

    /// <summary>The stream of this network.</summary>
    public string Stream { get; } = $"TEST-{Interlocked.Increment(ref _streams)}";

    /// <summary>Changes the options of what is made from now on.</summary>
    public Action<NatsOptions> Configure { get; set; } = static _ => { };

    // Of 1 MiB the headers may take 8 KiB.
    public override int? LargestBody => (1024 - 8) * 1024;

    public override ISagaTransport Make() => Make(server.Url, options =>
    {
        options.Stream = Stream;
        Configure(options);
    });

    public static ISagaTransport Make(string url, Action<NatsOptions>? configure = null)
    {
        var options = new NatsOptions();
        configure?.Invoke(options);
        options.Check();
        return new NatsTransport(NatsEndpoint.At(url, options), options);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (ownServer)
            await server.DisposeAsync();
    }
}

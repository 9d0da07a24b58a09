using SagaDsl.TestKit.Servers;

namespace SagaDsl.Transports.Tests.Nats;

/// <summary>One server for the tests of a class, each of which has a stream of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private NatsServer? _server;

    public NatsServer Server => _server ?? throw new InvalidOperationException(NatsServer.Missing);

    public async Task InitializeAsync()
    {
        if (NatsServer.Missing is null)
            _server = await NatsServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is { } server)
            await server.DisposeAsync();
    }
}

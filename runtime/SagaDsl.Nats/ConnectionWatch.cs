using NATS.Client.Core;

namespace SagaDsl.Transport.Nats;

/// <summary>Says when the connection is lost: what was asked over it is answered by nobody, and the client would wait for its time to be over.</summary>
internal sealed class ConnectionWatch : IDisposable
{
    private readonly INatsConnection _connection;
    private readonly Signal _lost = new();

    public ConnectionWatch(INatsConnection connection)
    {
        _connection = connection;
        connection.ConnectionDisconnected += OnDisconnectedAsync;
    }

    /// <summary>Cancelled when the connection is lost next.</summary>
    public CancellationToken Token => _lost.Token;

    public void Dispose() => _connection.ConnectionDisconnected -= OnDisconnectedAsync;

    private ValueTask OnDisconnectedAsync(object? sender, NatsEventArgs e)
    {
        _lost.Give();
        return default;
    }
}

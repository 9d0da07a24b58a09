using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace SagaDsl.Transport.Nats;

/// <summary>Says when the connection is lost: what was asked over it is answered by nobody, and the client would wait for its time to be over.</summary>
internal sealed class ConnectionWatch : IDisposable
{
    private readonly INatsConnection _connection;
    private readonly string _server;
    private readonly ILogger _logger;
    private readonly Signal _lost = new();
    private int _away;

    public ConnectionWatch(INatsConnection connection, string server, ILogger logger)
    {
        _connection = connection;
        _server = server;
        _logger = logger;
        connection.ConnectionDisconnected += OnDisconnectedAsync;
        connection.ConnectionOpened += OnOpenedAsync;
    }

    /// <summary>Cancelled when the connection is lost next.</summary>
    public CancellationToken Lost => _lost.Token;

    public void Dispose()
    {
        _connection.ConnectionDisconnected -= OnDisconnectedAsync;
        _connection.ConnectionOpened -= OnOpenedAsync;
    }

    private ValueTask OnDisconnectedAsync(object? sender, NatsEventArgs e)
    {
        _lost.Give();
        // Once, however often it is tried in vain.
        if (Interlocked.Exchange(ref _away, 1) == 0)
            Log.Away(_logger, _server);
        return default;
    }

    private ValueTask OnOpenedAsync(object? sender, NatsEventArgs e)
    {
        if (Interlocked.Exchange(ref _away, 0) == 1)
            Log.Back(_logger, _server);
        return default;
    }
}

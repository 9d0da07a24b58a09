using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Transport;

namespace SagaDsl.Testing.Transports;

/// <summary>
/// What the transports of one test reach each other over: a bus, a server, a stream of its own. Each test has one, with nothing on it at first. Disposed:
/// every node is closed; derive <see cref="DisposeAsync"/> to clear away what is left.
/// </summary>
public abstract class TransportNetwork : IAsyncDisposable
{
    private readonly List<TransportNode> _nodes = [];

    /// <summary>
    /// Whether what was sent is kept for an addressee that is not there now. Default: true. Where it is false such a send is refused as unavailable.
    /// </summary>
    public virtual bool IsDurable => true;

    /// <summary>How many bytes the body of a message may have; null, the default: as many as there is memory for.</summary>
    public virtual int? LargestBody => null;

    /// <summary>How long a test waits for what must come. Default: 20 s.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(20);

    /// <summary>Makes a transport on this network, not opened yet.</summary>
    public abstract ISagaTransport Make();

    /// <summary>Makes a transport and opens it, for a process that keeps every message it is given.</summary>
    /// <param name="inbox">The process's inbox.</param>
    /// <param name="participants">The participants that it runs.</param>
    public Task<TransportNode> OpenAsync(string inbox, params string[] participants) => OpenAsync(inbox, null, participants);

    /// <summary>Makes a transport and opens it, for a process that does something with a message before it keeps it.</summary>
    /// <param name="inbox">The process's inbox.</param>
    /// <param name="receive">What it does; where it throws, the message is not kept.</param>
    /// <param name="participants">The participants that it runs.</param>
    public async Task<TransportNode> OpenAsync(
        string inbox, Func<TransportMessage, CancellationToken, ValueTask>? receive, params string[] participants)
    {
        var node = new TransportNode(Make(), receive, Patience);
        lock (_nodes)
            _nodes.Add(node);
        using var patience = new CancellationTokenSource(Patience);
        await node.Transport.OpenAsync(
            new("node of " + inbox, inbox, participants, TimeProvider.System, NullLogger.Instance, node.ReceiveAsync), patience.Token);
        return node;
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

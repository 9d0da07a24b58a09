using System.Diagnostics;
using SagaDsl.Transport;

namespace SagaDsl.Testing.Transports;

/// <summary>A process on a <see cref="TransportNetwork"/>: a transport, and what came over it.</summary>
public sealed class TransportNode : IAsyncDisposable
{
    private readonly Func<TransportMessage, CancellationToken, ValueTask>? _receive;
    private readonly TimeSpan _patience;
    private readonly List<TransportMessage> _kept = [];
    private TaskCompletionSource _changed = Signal();
    private int _running;
    private int _begun;

    internal TransportNode(ISagaTransport transport, Func<TransportMessage, CancellationToken, ValueTask>? receive, TimeSpan patience)
    {
        Transport = transport;
        _receive = receive;
        _patience = patience;
    }

    /// <summary>The transport.</summary>
    public ISagaTransport Transport { get; }

    /// <summary>What was received, and kept, in the order that it was kept in.</summary>
    public IReadOnlyList<TransportMessage> Kept
    {
        get
        {
            lock (_kept)
                return [.. _kept];
        }
    }

    /// <summary>The ids of what was kept, each once, in order.</summary>
    public IReadOnlyList<string> KeptIds => [.. Kept.Select(message => message.Id).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How many messages are being received now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many times a message was handed in.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Sends a message, and fails where that takes too long.</summary>
    public async Task SendAsync(TransportMessage message)
    {
        using var patience = new CancellationTokenSource(_patience);
        await Transport.SendAsync(message, patience.Token);
    }

    /// <summary>Waits until enough messages with different ids were kept.</summary>
    public Task KeptAsync(int count) => UntilAsync(() => KeptIds.Count >= count, () => $"{KeptIds.Count} of {count} messages came");

    /// <summary>Waits until a message was kept.</summary>
    public Task KeptAsync(string id) => UntilAsync(() => KeptIds.Contains(id), () => $"message '{id}' did not come");

    /// <summary>Waits until something is so. It is looked at whenever a message is handed in or kept here, and now and then.</summary>
    public async Task UntilAsync(Func<bool> done, Func<string> missing)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            Task changed;
            lock (_kept)
                changed = _changed.Task;
            if (done())
                return;
            if (waited.Elapsed > _patience)
                Assert.Fail($"After {_patience.TotalSeconds:0} s: {missing()}.");
            // What is waited for may be another node's.
            await Task.WhenAny(changed, Task.Delay(50));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Transport.DisposeAsync();

    internal async ValueTask ReceiveAsync(TransportMessage message, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        Interlocked.Increment(ref _begun);
        Changed();
        try
        {
            if (_receive is not null)
                await _receive(message, cancellationToken);
            lock (_kept)
                _kept.Add(message with { Body = message.Body.ToArray() });
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            Changed();
        }
    }

    private void Changed()
    {
        lock (_kept)
        {
            _changed.TrySetResult();
            _changed = Signal();
        }
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using System.Collections.Concurrent;
using NATS.Client.JetStream;

namespace SagaDsl.Transport.Nats;

/// <summary>
/// The messages that are being taken in. The server is told now and then that they still are, or it would give them to another process; and who closes
/// waits until none is left.
/// </summary>
internal sealed class MessagesInHand : IAsyncDisposable
{
    private readonly ConcurrentDictionary<INatsJSMsg<byte[]>, bool> _known = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource _none = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly TimeSpan _every;
    private readonly ITimer _timer;

    // One for whoever may still add some.
    private int _count = 1;
    private int _closed;

    public MessagesInHand(TimeSpan ackWait, TimeProvider time)
    {
        _time = time;
        _every = ackWait / 3;
        _timer = time.CreateTimer(_ => StillAtIt(), null, _every, _every);
    }

    public void Add(INatsJSMsg<byte[]> message)
    {
        Interlocked.Increment(ref _count);
        _known.TryAdd(message, false);
    }

    public void Remove(INatsJSMsg<byte[]> message)
    {
        _known.TryRemove(message, out _);
        Leave();
    }

    /// <summary>Waits until none is left. Nothing is added any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            Leave();
        await _none.Task.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _none.TrySetResult();
    }

    private void StillAtIt()
    {
        foreach (var (message, old) in _known)
        {
            if (old)
                _ = SayAsync(message);
            else
                _known.TryUpdate(message, true, false);
        }
    }

    private async Task SayAsync(INatsJSMsg<byte[]> message)
    {
        try
        {
            using var untilTheNext = new CancellationTokenSource(_every, _time);
            await message.AckProgressAsync(cancellationToken: untilTheNext.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It comes again, then: to here or to another, who take it twice without harm.
        }
    }
}

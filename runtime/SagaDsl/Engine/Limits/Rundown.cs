namespace SagaDsl.Engine;

/// <summary>Counts requests under way, so that what they use is closed only when the last one is over.</summary>
internal sealed class Rundown(Func<Exception> closed)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1; // Its own, until it is closed.
    private volatile bool _closed;

    /// <summary>A request begins; dispose of what is returned when it is over.</summary>
    public Request Enter()
    {
        Interlocked.Increment(ref _count);
        if (!_closed)
            return new(this);
        Exit();
        throw closed();
    }

    /// <summary>Lets no request begin any more, and waits for those under way.</summary>
    public Task CloseAsync()
    {
        if (!_closed)
        {
            _closed = true;
            Exit();
        }

        return _over.Task;
    }

    private void Exit()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _over.TrySetResult();
    }

    public readonly struct Request(Rundown rundown) : IDisposable
    {
        public void Dispose() => rundown.Exit();
    }
}

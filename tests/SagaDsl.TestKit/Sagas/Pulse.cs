namespace SagaDsl.TestKit.Sagas;

/// <summary>Tells a driver that something happened, so that it need not poll.</summary>
public sealed class Pulse
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _beats;

    /// <summary>How often something happened.</summary>
    public long Beats
    {
        get
        {
            lock (_gate)
                return _beats;
        }
    }

    /// <summary>Something happened.</summary>
    public void Beat()
    {
        TaskCompletionSource next;
        lock (_gate)
        {
            _beats++;
            next = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        next.TrySetResult();
    }

    /// <summary>Completes when something happened after that many beats.</summary>
    public Task After(long beats)
    {
        lock (_gate)
            return _beats > beats ? Task.CompletedTask : _next.Task;
    }
}

/// <summary>Numbers everything that happens in a world, in order.</summary>
public sealed class Sequence
{
    private long _last;

    /// <summary>The next number.</summary>
    public long Next() => Interlocked.Increment(ref _last);
}

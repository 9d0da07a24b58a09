namespace SagaDsl.TestKit.Time;

/// <summary>A timer of a <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private static long _made;

    private readonly long _id = Interlocked.Increment(ref _made);
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private volatile bool _disposed;
    private long _arming;

    public TimeSpan Due { get; private set; }

    // Of timers due at the same instant the one armed first fires first.
    public static int ByDueTime(VirtualTimer a, VirtualTimer b)
    {
        var byDue = a.Due.CompareTo(b.Due);
        var byArming = byDue != 0 ? byDue : a._arming.CompareTo(b._arming);
        return byArming != 0 ? byArming : a._id.CompareTo(b._id);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return false;
        _period = period;
        if (dueTime == Timeout.InfiniteTimeSpan)
            time.Disarm(this);
        else
            time.Arm(this, dueTime);
        return true;
    }

    public void Schedule(TimeSpan due, long arming) => (Due, _arming) = (due, arming);

    public void Fire()
    {
        if (_disposed)
            return;
        if (_period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero)
            time.Arm(this, _period);
        callback(state);
    }

    public void Dispose()
    {
        _disposed = true;
        time.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}

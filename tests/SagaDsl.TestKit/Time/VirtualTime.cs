namespace SagaDsl.TestKit.Time;

/// <summary>
/// A clock that moves only when told. Wall clock and monotonic clock move together when time passes, and the wall
/// clock alone when it is set. Timers run on the monotonic clock and fire in order, on the thread that advances.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _armed = new(Comparer<VirtualTimer>.Create(VirtualTimer.ByDueTime));
    private DateTimeOffset _wall;
    private TimeSpan _elapsed;
    private long _armings;

    /// <summary>A clock.</summary>
    /// <param name="start">Where its wall clock begins. Default: 2030-01-01.</param>
    public VirtualTime(DateTimeOffset? start = null) => _wall = start ?? Epoch;

    /// <summary>Raised after a timer is armed. Not raised under a lock.</summary>
    public event Action? Armed;

    /// <summary>The wall clock.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _wall;
        }
    }

    /// <summary>How much time has passed since the clock was made; never goes back.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    /// <summary>How long until the next timer fires; null: none is armed.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (_gate)
                return _armed.Min is { } next ? Max(next.Due - _elapsed, TimeSpan.Zero) : null;
        }
    }

    /// <summary>How many timers are armed.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
                return _armed.Count;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass; every timer that comes due fires at its own instant.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (_gate)
            end = _elapsed + by;

        while (TakeDue(end) is { } timer)
            timer.Fire();
    }

    /// <summary>Lets time pass up to an instant of the wall clock; nothing where it is past.</summary>
    public void AdvanceTo(DateTimeOffset instant) => Advance(Max(instant - Now, TimeSpan.Zero));

    /// <summary>Lets time pass until the next timer has fired. False: none is armed.</summary>
    public bool AdvanceToNextTimer()
    {
        if (UntilNextTimer is not { } wait)
            return false;
        Advance(wait);
        return true;
    }

    /// <summary>Sets the wall clock forward or back. No time passes: the monotonic clock and the timers do not move.</summary>
    public void JumpWall(TimeSpan by)
    {
        lock (_gate)
            _wall += by;
    }

    internal void Arm(VirtualTimer timer, TimeSpan due)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            timer.Schedule(_elapsed + Max(due, TimeSpan.Zero), ++_armings);
            _armed.Add(timer);
        }

        Armed?.Invoke();
    }

    internal void Disarm(VirtualTimer timer)
    {
        lock (_gate)
            _armed.Remove(timer);
    }

    // Moves the clocks to the next timer that is due by then and disarms it, or to the end.
    private VirtualTimer? TakeDue(TimeSpan end)
    {
        lock (_gate)
        {
            var next = _armed.Min is { } first && first.Due <= end ? first : null;
            var to = Max(next?.Due ?? end, _elapsed);
            _wall += to - _elapsed;
            _elapsed = to;
            if (next is not null)
                _armed.Remove(next);
            return next;
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

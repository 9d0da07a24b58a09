namespace SagaDsl.TestKit.Time;

/// <summary>
/// One process's view of a <see cref="VirtualTime"/>: its own skew of the wall clock, its own zero of the monotonic
/// clock, and timers that die with it.
/// </summary>
public sealed class NodeTime(VirtualTime time) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<ITimer>> _timers = [];
    private readonly TimeSpan _booted = time.Elapsed;
    private bool _dead;

    /// <summary>By how much this process's wall clock is ahead.</summary>
    public TimeSpan Skew { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => time.Now + Skew;

    /// <inheritdoc/>
    public override long GetTimestamp() => (time.Elapsed - _booted).Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_dead)
                return time.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var timer = time.CreateTimer(s => Run(callback, s), state, dueTime, period);
            if (_timers.Count >= 64)
                _timers.RemoveAll(t => !t.TryGetTarget(out _));
            _timers.Add(new(timer));
            return timer;
        }
    }

    /// <summary>Ends every timer of the process, and those it may still arm.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            _dead = true;
            foreach (var timer in _timers)
            {
                if (timer.TryGetTarget(out var target))
                    target.Dispose();
            }

            _timers.Clear();
        }
    }

    private void Run(TimerCallback callback, object? state)
    {
        lock (_gate)
        {
            if (_dead)
                return;
        }

        callback(state);
    }
}

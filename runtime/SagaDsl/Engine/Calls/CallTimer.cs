namespace SagaDsl.Engine;

/// <summary>One timer of one call: its timeout, or its grace time after it was cancelled. A call that gets another one heeds the old one no more.</summary>
internal sealed class CallTimer : IDisposable
{
    /// <summary>A timer cannot be set much longer; what takes longer is armed again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // What timers are worth.
    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(1);

    private readonly StepCall _call;
    private readonly InstanceMailKind _kind;
    private readonly TimeSpan _after;
    private readonly long _since;
    private readonly ITimer _timer;

    public CallTimer(StepCall call, InstanceMailKind kind, TimeSpan after)
    {
        (_call, _kind, _after, _since) = (call, kind, after, call.Instance.Engine.Time.GetTimestamp());
        _timer = call.Instance.Engine.Time.CreateTimer(static timer => ((CallTimer)timer!).Fired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm(after);
    }

    /// <summary>The call it is of.</summary>
    public StepCall Call => _call;

    public void Dispose() => _timer.Dispose();

    private void Arm(TimeSpan left) => _timer.Change(left < Longest ? left : Longest, Timeout.InfiniteTimeSpan);

    // By the clock, and not because it was called: a timer's callback may run early, late, and more than once.
    private void Fired()
    {
        var left = _after - _call.Instance.Engine.Time.GetElapsedTime(_since);
        if (left >= Precision)
            Arm(left);
        else
            _call.Instance.Post(new(_kind, this));
    }
}

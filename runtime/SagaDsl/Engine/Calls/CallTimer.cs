namespace SagaDsl.Engine;

/// <summary>One timer of one call: its timeout, or its grace time after it was cancelled. A call that gets another one heeds the old one no more.</summary>
internal sealed class CallTimer : IDisposable
{
    /// <summary>A timer cannot be set much longer; what takes longer is armed again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly StepCall _call;
    private readonly InstanceMailKind _kind;
    private readonly ITimer _timer;
    private TimeSpan _left;

    public CallTimer(StepCall call, InstanceMailKind kind, TimeSpan after)
    {
        (_call, _kind, _left) = (call, kind, after);
        _timer = call.Instance.Engine.Time.CreateTimer(static timer => ((CallTimer)timer!).Fired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        var next = _left < Longest ? _left : Longest;
        _left -= next;
        _timer.Change(next, Timeout.InfiniteTimeSpan);
    }

    private void Fired()
    {
        if (_left > TimeSpan.Zero)
            Arm();
        else
            _call.Instance.Post(new(_kind, _call, this));
    }
}

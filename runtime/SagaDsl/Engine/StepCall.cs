using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>Why the engine cancelled a call.</summary>
internal enum CancelReason : byte
{
    None = 0,
    TimedOut = 1,
    TurnedBack = 2,

    /// <summary>Shutdown, or the instance was lost to another owner: the call is interrupted, which is no outcome.</summary>
    Interrupted = 3,
}

/// <summary>One call of a step or a compensation, and what its code may know about it. It locks itself: one object a call is all it costs.</summary>
internal sealed class StepCall : StepContext, ISlotWaiter, IThreadPoolWorkItem
{
    private CancellationTokenSource? _cancellation;
    /// <summary>A timer cannot be set much longer; what takes longer is armed again.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private ITimer? _timer;
    private TimeSpan _left;
    private bool _grace;
    private int _slotFreed;
    private string? _key;

    // The JSON of a result, or a boxed outcome: nearly every call is Ok.
    private object? _outcome;

    public StepCall(InstanceRunner runner, int step, bool isUndo, int attempt)
    {
        (Runner, Step, IsUndo, Attempt) = (runner, step, isUndo, attempt);
    }

    public InstanceRunner Runner { get; }

    public int Step { get; }

    public bool IsUndo { get; }

    public CancelReason Cancelled { get; private set; }

    /// <summary>Whether its attempt was counted as failed by its timeout.</summary>
    public bool Counted { get; set; }

    /// <summary>Whether its result no longer matters: an operator treats it as ended.</summary>
    public bool Void { get; set; }

    /// <summary>Whether the caller is the one who gives its slot back: the runner or the call itself, whoever is first.</summary>
    public bool FreeSlot() => Interlocked.Exchange(ref _slotFreed, 1) == 0;

    /// <summary>How far it is in taking slots: 0 none, 1 in its saga's queue, 2 in the engine's.</summary>
    public int SlotStage { get; set; }

    /// <summary>How it ended, once it has: the result's JSON, or what went wrong.</summary>
    public StepOutcome Outcome
    {
        get => _outcome as StepOutcome? ?? new(OutcomeKind.Ok, new(_outcome as byte[]));
        set => _outcome = value.Kind == OutcomeKind.Ok ? value.Result.Bytes : value;
    }

    /// <summary>The result of an action that is Ok, as later steps see it.</summary>
    public object? Value { get; set; }

    public long StartedAt { get; set; }

    public System.Diagnostics.Activity? Activity { get; set; }

    public override string SagaName => Runner.State.Plan.Name;

    public override string InstanceId => Runner.State.Id;

    public override string StepName => Runner.State.Plan.Steps[Step].Name;

    public override int Attempt { get; }

    public override string IdempotencyKey => _key ??= IsUndo ? Keys.Undo(Runner.State, Step) : Keys.Action(Runner.State, Step);

    public override string ActionKey => IsUndo ? Keys.Action(Runner.State, Step) : IdempotencyKey;

    public override ActionOutcome ActionOutcome => IsUndo && Runner.State.Steps[Step].State == StepState.Completed ? ActionOutcome.Ok : ActionOutcome.InDoubt;

    public override int? ElementIndex => null;

    public override TimeProvider TimeProvider => Runner.Engine.Time;

    public override CancellationToken CancellationToken
    {
        get
        {
            lock (this)
            {
                if (_cancellation is null)
                {
                    _cancellation = new();
                    if (Cancelled != CancelReason.None)
                        _cancellation.Cancel();
                }

                return _cancellation.Token;
            }
        }
    }

    public override string KeyFor(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        return Keys.For(IdempotencyKey, part);
    }

    /// <summary>Cancels the token; the first reason stays. Callbacks run elsewhere: they are the user's.</summary>
    public bool Cancel(CancelReason reason)
    {
        lock (this)
        {
            if (Cancelled != CancelReason.None)
                return false;
            Cancelled = reason;
            if (_cancellation is { } cancellation)
                _ = cancellation.CancelAsync();
            return true;
        }
    }

    public void TimeOutAfter(TimeSpan timeout) => Arm(timeout, grace: false);

    public void GraceOf(TimeSpan grace) => Arm(grace, grace: true);

    /// <summary>The call ended: its timer is of no more use.</summary>
    public void Close() => _timer?.Dispose();

    bool ISlotWaiter.TryGrant() => Runner.Post(new(MessageKind.Granted, this)) || Runner.RefuseSlot(this);

    void IThreadPoolWorkItem.Execute() => Runner.Invoke(this);

    private void Arm(TimeSpan after, bool grace)
    {
        var next = after < LongestTimer ? after : LongestTimer;
        (_left, _grace) = (after - next, grace);
        _timer?.Dispose();
        _timer = Runner.Engine.Time.CreateTimer(static call => ((StepCall)call!).TimerFired(), this, next, Timeout.InfiniteTimeSpan);
    }

    private void TimerFired()
    {
        if (_left > TimeSpan.Zero)
            Arm(_left, _grace);
        else if (_grace)
            Runner.Post(new(MessageKind.Overdue, this));
        // At once, and not through the runner, which may be inside this very call.
        else if (Cancel(CancelReason.TimedOut))
            Runner.Post(new(MessageKind.TimedOut, this));
    }
}

using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Telemetry;

namespace SagaDsl.Engine;

/// <summary>Why the engine cancelled a call.</summary>
internal enum CancelReason
{
    None = 0,
    TimedOut = 1,
    TurnedBack = 2,

    /// <summary>Shutdown, or the instance was lost to another owner: the call is interrupted, which is no outcome.</summary>
    Interrupted = 3,
}

/// <summary>
/// One call of a step's method, and what its code may know about it: it runs itself, on whatever thread it is put, and tells its
/// instance when it has ended. Its instance's turn owns it, but for what is said to be touched by others. User code holds it:
/// nothing of the engine locks it.
/// </summary>
internal sealed class StepCall : StepContext, IPermitWaiter, ITracedCall, IThreadPoolWorkItem
{
    private CancellationTokenSource? _cancellation; // Made by whoever needs it first, user code or the engine.
    private int _cancelled;                         // The first reason stays: a timeout, turning back and shutdown race.
    private int _hasPermits;                        // 0 before and after: the call and its instance race to give them back.
    private int _thread;                            // The thread whose stack the call began on, while it is still on it.
    private bool _heldByThread;
    private string? _key;

    // The JSON of a result, or a boxed outcome: nearly every call is Ok.
    private object? _outcome;

    public StepCall(Instance instance, int step, StepPhase phase, int attempt)
    {
        (Instance, Step, Phase, Attempt) = (instance, step, phase, attempt);
        ActionOutcome = phase != StepPhase.Action && instance.State.Steps[step].State == StepState.Completed ? ActionOutcome.Ok : ActionOutcome.InDoubt;
    }

    public Instance Instance { get; }

    public int Step { get; }

    public StepPhase Phase { get; }

    public override int Attempt { get; }

    public SagaState State => Instance.State;

    public override string SagaName => Plan.Name;

    public override string InstanceId => Instance.Id;

    public override string StepName => Plan.Steps[Step].Name;

    public override string IdempotencyKey => _key ??= Key(Phase);

    public override string ActionKey => Phase == StepPhase.Action ? IdempotencyKey : Key(StepPhase.Action);

    public override ActionOutcome ActionOutcome { get; }

    public override int? ElementIndex => null;

    public override TimeProvider TimeProvider => Instance.Engine.Time;

    internal override JsonTypeInfo? ResultJson => Instance.Saga.Json.Result(Step);

    public MethodDefinition Method => Plan.Steps[Step].DefinitionOf(Phase);

    private SagaPlan Plan => Instance.Saga.Plan;

    /// <summary>Where it stands.</summary>
    public CallPhase Stage { get; set; } = CallPhase.Queued;

    /// <summary>The timer that is heeded.</summary>
    public CallTimer? Timer { get; private set; }

    /// <summary>Whether its attempt was counted as failed by its timeout.</summary>
    public bool Counted { get; set; }

    /// <summary>Whether its result no longer matters: an operator treats it as ended.</summary>
    public bool Void { get; set; }

    /// <summary>Whether it waits for the permit of its own saga, or has it; then comes the engine's.</summary>
    public bool AskedSaga { get; set; }

    public bool AskedEngine { get; set; }

    /// <summary>The call that begins right after this one, so that they begin in order.</summary>
    public StepCall? Next { get; set; }

    public CancelReason Cancelled => (CancelReason)Volatile.Read(ref _cancelled);

    /// <summary>How it ended, once it has.</summary>
    public CallOutcome Outcome
    {
        get => _outcome as CallOutcome? ?? new(CallOutcomeKind.Ok, new(_outcome as byte[]));
        private set => _outcome = value.Kind == CallOutcomeKind.Ok ? value.Result.Bytes : value;
    }

    /// <summary>What it threw.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>The result of an action that is Ok, as later steps see it.</summary>
    public object? Value { get; private set; }

    public long StartedAt { get; set; }

    public Activity? Activity { get; set; }

    /// <summary>The token that user code is given. Any thread may ask for it.</summary>
    public override CancellationToken CancellationToken
    {
        get
        {
            var mine = Volatile.Read(ref _cancellation);
            if (mine is null)
            {
                var made = new CancellationTokenSource();
                mine = Interlocked.CompareExchange(ref _cancellation, made, null) ?? made;
            }

            // Cancelled before it was made: nobody else tells it.
            if (Cancelled != CancelReason.None && !mine.IsCancellationRequested)
                _ = mine.CancelAsync();
            return mine.Token;
        }
    }

    public override string KeyFor(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        return IdempotencyKeys.Part(IdempotencyKey, part);
    }

    /// <summary>Cancels the token; the first reason stays. Callbacks run elsewhere: they are the user's.</summary>
    public void Cancel(CancelReason reason)
    {
        if (Interlocked.CompareExchange(ref _cancelled, (int)reason, (int)CancelReason.None) == (int)CancelReason.None)
            _ = Volatile.Read(ref _cancellation)?.CancelAsync();
    }

    public void TimeOutAfter(TimeSpan timeout) => Heed(new(this, InstanceMailKind.TimedOut, timeout));

    public void GraceOf(TimeSpan grace) => Heed(new(this, InstanceMailKind.Overdue, grace));

    /// <summary>It has all its permits.</summary>
    public void TakesPermits() => Volatile.Write(ref _hasPermits, 1);

    /// <summary>Gives the permits back, once: the call and its instance may both try.</summary>
    public void ReleasePermits()
    {
        if (Interlocked.Exchange(ref _hasPermits, 0) == 0)
            return;
        if (AskedEngine)
            Instance.Engine.Services.Calls.Exit();
        if (AskedSaga)
            Instance.Saga.Calls!.Exit();
    }

    bool IPermitWaiter.TryGrant()
    {
        if (Instance.Post(new(InstanceMailKind.Granted, this)))
            return true;
        // The instance is gone: the permit is not taken, and the one taken before it is given back.
        if (AskedEngine && AskedSaga)
            Instance.Saga.Calls!.Exit();
        return false;
    }

    /// <summary>Lets it run on another thread.</summary>
    public void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        if (RunHere())
            Instance.Work();
    }

    /// <summary>Runs it on this thread, outside all locks, until it has ended or gone on elsewhere.</summary>
    /// <returns>True: it has ended, and this thread is to go on with its instance.</returns>
    public bool RunHere()
    {
        _thread = Environment.CurrentManagedThreadId;
        StepCode.Run(static call => ((StepCall)call!).Invoke(), this);
        _thread = 0;
        return _heldByThread;
    }

    private void Invoke()
    {
        var (definition, services) = (Instance.Saga.Definition, Instance.Engine.Services);
        var (next, used) = (Next, default(CallUse));
        Next = null;
        ValueTask<object?> task;
        try
        {
            used.LogScope = CallScope.Begin(services.Logger, this);
            services.Telemetry.Enter(Activity);
            // A provider without scopes is one that a user wrote for a test: its services are taken as they are.
            if (definition.NeedsServices && services.Scopes is { } scopes)
                used.Scope = scopes.CreateAsyncScope();
            used.Saga = definition.Create(used.Scope?.ServiceProvider ?? services.Services);
            // In order: the next one begins when this one is about to, and does not wait for it.
            next?.Queue();
            next = null;
            task = definition.Invoke(used.Saga, Plan.Steps[Step].MethodOf(Phase), Instance.Values, this);
        }
        catch (Exception e)
        {
            next?.Queue();
            _ = EndAsync(null, e, used);
            return;
        }

        if (task.IsCompletedSuccessfully)
            _ = EndAsync(task.Result, null, used);
        else
            _ = AwaitAsync(task, used);
    }

    private async Task AwaitAsync(ValueTask<object?> task, CallUse used)
    {
        object? result = null;
        Exception? exception = null;
        try
        {
            result = await task.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            exception = e;
        }

        await EndAsync(result, exception, used).ConfigureAwait(false);
    }

    private ValueTask EndAsync(object? result, Exception? exception, CallUse used)
    {
        if (used.LeavesNothing)
        {
            Ended(result, exception);
            return default;
        }

        return CleanUpAsync(result, exception, used);
    }

    private async ValueTask CleanUpAsync(object? result, Exception? exception, CallUse used)
    {
        await used.CleanUpAsync(this).ConfigureAwait(false);
        Ended(result, exception);
        used.LogScope?.Dispose();
    }

    /// <summary>It ended, on whatever thread: its value becomes JSON there, and its instance is told.</summary>
    private void Ended(object? result, Exception? exception)
    {
        var outcome = exception is not null ? OutcomeOf.Failure(Method, exception)
            : Phase == StepPhase.Action ? Stored(result)
            : new(CallOutcomeKind.Ok);
        (Outcome, Exception) = (outcome, exception ?? Exception);
        Instance.Engine.Services.Telemetry.CallEnded(this, outcome);
        ReleasePermits();
        if (!Instance.Post(new(InstanceMailKind.CallEnded, this), hold: _thread == Environment.CurrentManagedThreadId, out _heldByThread))
            Instance.Engine.Log.LateResult(Instance.Id, StepName, outcome.Kind);
    }

    private CallOutcome Stored(object? result)
    {
        try
        {
            var payload = Instance.Saga.WriteResult(Step, result);
            // Later steps see what a restart would show them.
            Value = Instance.Engine.Services.Options.RoundTripValues ? Instance.Saga.EchoResult(Step, payload) : result;
            return new(CallOutcomeKind.Ok, payload);
        }
        catch (Exception e)
        {
            Exception = e;
            return new(CallOutcomeKind.NotStorable, Error: StepError.From(e));
        }
    }

    private string Key(StepPhase phase) => Instance.State.KeyOf(Step, phase);

    private void Heed(CallTimer timer)
    {
        Timer?.Dispose();
        Timer = timer;
    }
}

using System.Diagnostics;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>
/// Drives one instance: takes in messages, lets the kernel decide, appends what it decided as one record, and only then
/// makes the calls. An actor: one thread at a time, woken by messages. While nobody holds it, it costs no thread.
/// </summary>
internal sealed partial class InstanceRunner : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static List<JournalEntry>? _scratch;

    private readonly LoadedSaga _saga;
    private readonly long _anchorTimestamp;
    private readonly DateTimeOffset _anchorWall;
    // Nearly always there is one message at a time.
    private RunnerMessage _first;
    private Queue<RunnerMessage>? _more;
    private bool _active = true; // Held by its maker until released.
    private bool _closed;
    private bool _stopping;
    private bool _lost;
    private bool _mail;
    private bool _wake;
    private bool _moved;
    private bool _take;
    private int _position;
    private RecordHash _hash;
    private ITimer? _timer;
    private Activity? _span;
    private ISagaRun? _run;
    private TaskCompletionSource? _started;

    public InstanceRunner(SagaEngine engine, LoadedSaga saga, string id)
    {
        (Engine, _saga, State) = (engine, saga, new(saga.Plan, id));
        _anchorTimestamp = engine.Time.GetTimestamp();
        _anchorWall = engine.Time.GetUtcNow();
    }

    public SagaEngine Engine { get; }

    public SagaState State { get; }

    /// <summary>
    /// The time as this runner sees it: wall time when it was made, and the monotonic clock from there. A clock that is set
    /// while the instance is in memory moves none of its timers.
    /// </summary>
    private DateTimeOffset Now => _anchorWall + Engine.Time.GetElapsedTime(_anchorTimestamp);

    private bool HasMail => _first.Kind != MessageKind.None || _more is { Count: > 0 };

    /// <summary>Whether the message was taken; false: the runner has let go of the instance.</summary>
    public bool Post(in RunnerMessage message)
    {
        lock (this)
        {
            if (_closed)
                return false;
            if (message.Kind == MessageKind.Wake)
                _wake = true;
            else if (HasMail)
                (_more ??= new()).Enqueue(message);
            else
                _first = message;
            if (_active)
                return true;

            _active = true;
        }

        Engine.Queue(this);
        return true;
    }

    /// <summary>Lets the runner go on by itself, on another thread.</summary>
    public void Release() => Engine.Queue(this);

    void IThreadPoolWorkItem.Execute()
    {
        var pumping = PumpAsync();
        if (!pumping.IsCompletedSuccessfully)
            _ = Engine.Observe(pumping.AsTask(), this);
    }

    private async ValueTask PumpAsync()
    {
        while (true)
        {
            if (_mail)
                await ReadMailAsync().ConfigureAwait(false);
            if (!await StepForwardAsync().ConfigureAwait(false))
                return;
        }
    }

    /// <summary>Messages in, one record out, calls made. False: the runner rests, or has let go.</summary>
    private ValueTask<bool> StepForwardAsync()
    {
        var entries = _scratch ??= [];
        entries.Clear();
        _wake = false;
        if (_take && !_stopping)
            Take(entries);
        TakeIn(entries);
        if (_lost)
            return new(LetGoWhenQuiet());
        if (!_stopping)
            Decider.Decide(State, Now, entries);
        if (entries.Count == 0)
            return _moved ? MoveDueAsync() : new(GoOn());

        _moved = false;
        var append = AppendAsync([.. entries]);
        return append.IsCompletedSuccessfully ? new(Appended(append.Result)) : AwaitAppend(append);
    }

    /// <summary>A later pending answer, or one more failure at the longest delay: no record, only a new due time.</summary>
    private async ValueTask<bool> MoveDueAsync()
    {
        // While another call runs, the instance must be found at once should the process die: its end moves both.
        _moved = State.AnyCall;
        try
        {
            if (!_moved && State.NextDue() is { } due)
                await Engine.Store.MoveDueAsync(State.Id, due, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Engine.Log.DueNotMoved(State.Id, e);
        }

        return GoOn();
    }

    private async ValueTask<bool> AwaitAppend(ValueTask<AppendOutcome> append)
    {
        AppendOutcome outcome;
        try
        {
            outcome = await append.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Engine.Log.AppendFailed(State.Id, _position, e);
            return Lose();
        }

        return Appended(outcome);
    }

    private ValueTask<AppendOutcome> AppendAsync(JournalEntry[] entries)
    {
        var record = new JournalRecord
        {
            Position = _position,
            Previous = _hash,
            Writer = Engine.Writer,
            Nonce = Engine.Random.NextNumber(),
            Time = Engine.Time.GetUtcNow(),
            Entries = entries,
        };
        _appending = record;
        var status = State.StoreStatus(Now);
        State.ReadyInStore = status.Work == WorkState.Ready;
        try
        {
            return Engine.Store.AppendAsync(new(State.Id, _saga.Plan.Name, record, status, _absorbed));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<AppendOutcome>(e);
        }
    }

    private JournalRecord? _appending;

    private bool Appended(AppendOutcome outcome)
    {
        if (outcome == AppendOutcome.Conflict)
        {
            Engine.Log.Fenced(State.Id, _position);
            return Lose();
        }

        _position++;
        _hash = _appending!.Hash;
        Engine.Telemetry.Recorded(State, _appending);
        _appending = null;
        Acknowledge();
        if (State.IsTerminal)
            return End();
        return GoOn();
    }

    private bool GoOn()
    {
        if (State.IsTerminal)
            return End();
        if (!_stopping)
            MakeCalls();
        return !Rest();
    }

    /// <summary>Rests until the next message or due time; false: there is more to do at once.</summary>
    private bool Rest()
    {
        var due = State.Suspended is null && !_stopping ? State.NextDue() : null;
        var now = Now;
        var calls = State.AnyCall;
        var wait = due - now;
        // What the store has as Ready is looked for by nobody but a restart: it stays, however long it waits.
        var dormant = wait > Engine.Options.DormantAfter && !State.ReadyInStore;
        var letGo = !calls && (_stopping || State.Suspended is not null || wait is null || dormant);
        lock (this)
        {
            if (HasMail || _mail || _wake)
            {
                _wake = false;
                return false;
            }

            if (wait <= TimeSpan.Zero && !calls)
                return false;
            // Under the lock: a later rest must not be overtaken by the timer of this one.
            if (!letGo && wait is { } delay)
                Arm(delay);
            _active = false;
            _closed = letGo;
        }

        if (letGo)
            LetGo(due);
        return true;
    }

    private void Arm(TimeSpan delay)
    {
        // Whole milliseconds, rounded up: a timer that fires early would find nothing due. One that fires long before is armed again.
        delay = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(delay.TotalMilliseconds), 1, StepCall.LongestTimer.TotalMilliseconds));
        if (_timer is null)
            _timer = Engine.Time.CreateTimer(static runner => ((InstanceRunner)runner!).Post(new(MessageKind.Wake)), this, delay, Timeout.InfiniteTimeSpan);
        else
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The instance is dormant, suspended, or the runtime stops: the store knows all there is to know.</summary>
    private void LetGo(DateTimeOffset? due)
    {
        _timer?.Dispose();
        Engine.Telemetry.SagaLeaves(_span, State);
        Engine.LetGo(this, due, _run);
    }

    private bool End()
    {
        lock (this)
        {
            _closed = true;
            _active = false;
        }

        _timer?.Dispose();
        Engine.Telemetry.SagaLeaves(_span, State);
        Engine.Ended(this, Outcome(), _run);
        return false;
    }

    public SagaEnd Outcome()
    {
        var step = _saga.Definition.ResultStep;
        var result = State.Status == SagaStatus.Completed && step >= 0 ? State.Steps[step].Value : null;
        return new(State.Status, result, Failures.Of(State));
    }
}

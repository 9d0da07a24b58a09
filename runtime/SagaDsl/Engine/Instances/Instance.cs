using System.Diagnostics;
using System.Runtime.CompilerServices;
using SagaDsl.Definition;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Where an instance in memory stands.</summary>
internal enum InstancePhase : byte
{
    /// <summary>Its first record is not there yet.</summary>
    Beginning = 0,

    /// <summary>It goes on.</summary>
    Working = 1,

    /// <summary>The engine stops: what still ends is recorded, and nothing more begins.</summary>
    Draining = 2,

    /// <summary>It is lost to another owner, or the engine failed: nothing is recorded any more, and it leaves when its calls have ended.</summary>
    Lost = 3,

    /// <summary>It has left memory.</summary>
    Gone = 4,
}

/// <summary>
/// One instance in memory: takes in what it is told, lets the kernel decide, appends what was decided as one record, and only
/// then makes the calls. One thread at a time; while none works for it, it costs none. User code never runs inside a turn.
/// </summary>
internal sealed partial class Instance : IThreadPoolWorkItem, ICommandMaker
{
    [ThreadStatic]
    private static Turn? _turnOfThread;

    private readonly Mailbox _mailbox = new();
    private readonly InstanceJournal _journal;
    private readonly CallTable _calls;
    private readonly object?[] _results;
    private readonly long _anchorTimestamp;
    private readonly DateTimeOffset _anchorWall;
    private object? _input;
    private InstancePhase _phase;
    private bool _takeOver;    // The last record is another owner's, or calls of this very process may have been cut off.
    private bool _inboxIsFull; // The inbox is to be read before the next turn.
    private bool _dueMoved;    // A due time moved without a record.
    private volatile bool _isWaitedForByStep;
    private bool _isOnCallersThread; // The first turn: whoever starts a saga runs none of its steps.
    private ITimer? _timer;
    private Activity? _span;
    private ISagaRun? _run;

    public Instance(PartitionEngine engine, LoadedSaga saga, string id)
    {
        (Engine, Saga, Id, State) = (engine, saga, id, new(saga.Plan, id));
        _journal = new(engine, id, saga.Plan.Name);
        _calls = new(saga.Plan.Steps.Length);
        _results = new object?[saga.Plan.Steps.Length];
        _anchorTimestamp = engine.Time.GetTimestamp();
        _anchorWall = engine.Time.GetUtcNow();
    }

    public PartitionEngine Engine { get; }

    public LoadedSaga Saga { get; }

    public string Id { get; }

    public SagaState State { get; }

    /// <summary>What the parameters of a call take.</summary>
    public StepValues Values => new(_input, _results);

    /// <summary>Whether code of a step waits for it: then it is let in wherever a limit would make it wait for that very step.</summary>
    public bool IsWaitedForByStep
    {
        get => _isWaitedForByStep;
        init => _isWaitedForByStep = value;
    }

    /// <summary>
    /// The time as this instance sees it: wall time when it came into memory, and the monotonic clock from there. A clock that
    /// is set meanwhile moves none of its timers.
    /// </summary>
    private DateTimeOffset Now => _anchorWall.After(Engine.Time.GetElapsedTime(_anchorTimestamp));

    // When its time comes, or a person's word, there may be no room but the one that the step has.
    private bool StaysForStep => IsWaitedForByStep && _phase == InstancePhase.Working && (Volatile.Read(ref _run) is not null || Engine.Waiters.AnyFor(Id));

    /// <summary>Code of a step waits for it: its calls that wait for permits begin. False: it has left memory.</summary>
    public bool LetIn()
    {
        _isWaitedForByStep = true;
        return Post(new(InstanceMailKind.Wake));
    }

    /// <summary>Tells the instance something; false: it has left memory.</summary>
    public bool Post(in InstanceMail mail) => Post(mail, hold: false, out _);

    /// <summary>Tells the instance something.</summary>
    /// <param name="mail">What it is told.</param>
    /// <param name="hold">Whether the caller itself would go on with it, where nobody does.</param>
    /// <param name="held">Whether the caller is to go on with it.</param>
    public bool Post(in InstanceMail mail, bool hold, out bool held)
    {
        var posted = _mailbox.Post(mail);
        held = hold && posted == Mailbox.Posted.Held;
        if (posted == Mailbox.Posted.Held && !hold)
            Queue();
        return posted != Mailbox.Posted.Refused;
    }

    /// <summary>Lets whoever holds the mailbox go on on another thread.</summary>
    public void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => Work();

    /// <summary>Works for the instance, holding its mailbox, and then runs the call it comes to.</summary>
    public void Work()
    {
        while (true)
        {
            var turns = TakeTurnsAsync();
            if (!turns.IsCompletedSuccessfully)
            {
                TurnsUnderWay.Await(this, turns);
                return;
            }

            if (turns.Result is not { } call || !call.RunHere())
                return;
        }
    }

    /// <summary>Goes on when turns are over that had to wait.</summary>
    public void GoOn(ValueTask<StepCall?> turns)
    {
        StepCall? call;
        try
        {
            call = turns.Result;
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }

        if (call is not null && call.RunHere())
            Work();
    }

    /// <summary>Takes turns until there is nothing more to take in: events in, one record out, calls begun.</summary>
    /// <returns>The first call to run, once the mailbox is let go of; those behind it follow it.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StepCall?> TakeTurnsAsync()
    {
        while (true)
        {
            if (_inboxIsFull)
                await ReadInboxAsync().ConfigureAwait(false);
            // Taken off the thread while it is used: a logger of the user's may start a saga on it.
            var turn = (_turnOfThread ?? new())
                .Begin(Now, _calls, Engine.Services.Random.NextFunction, _journal.IsReadyInStore, Engine.Services.Options.DormantAfter,
                    Saga.Plan.HasRemote ? this : null);
            _turnOfThread = null;
            TakeIn(turn);
            if (_phase == InstancePhase.Working)
                SagaKernel.Decide(State, turn);
            var (record, outgoing, asked) = (turn.Entries.Count > 0 ? _journal.Next(turn.Entries) : null, turn.Outgoing, turn.Asked);
            var status = State.StoreStatus(turn.Now, _calls);
            _turnOfThread = turn;

            if (_phase == InstancePhase.Lost)
            {
                // Nothing is recorded any more, nor what was taken in before that was known.
            }
            else if (record is not null)
            {
                _dueMoved = false;
                var fate = await _journal.AppendAsync(record, outgoing, status, _absorbed).ConfigureAwait(false);
                if (fate != AppendFate.Appended)
                    Lose(fate);
                else
                    Recorded(outgoing, asked);
                asked = null;
                if (_isOnCallersThread && fate == AppendFate.Appended)
                {
                    // What it calls begins on another thread, which takes the mailbox over.
                    _isOnCallersThread = false;
                    Queue();
                    return null;
                }
            }
            else if (_dueMoved)
            {
                await MoveDueAsync().ConfigureAwait(false);
            }

            if (asked is not null && _phase == InstancePhase.Working)
                Ask(asked);

            if (_phase != InstancePhase.Lost && State.IsTerminal)
            {
                Leave(Departure.Ended);
                return null;
            }

            var now = Now;
            BeginDueCalls(now);
            var call = TakeFirstCall(); // Before the mailbox is let go of: the next turn begins calls of its own.
            if (TryRest(now))
                return call;
            call?.Queue();
        }
    }

    private void Recorded(IReadOnlyList<SagaMessage>? outgoing, List<int>? asked)
    {
        Engine.Services.Telemetry.Recorded(State, _journal.Last!);
        if (_starting is { } starting)
        {
            _starting = null;
            _begun = true;
            Engine.Services.Telemetry.SagaStarted(State);
            starting.Began();
        }

        AnswerCommands();
        if (outgoing is not null)
            Engine.Delivered(outgoing);
        if (asked is not null)
            Ask(asked);
    }

    /// <summary>A later pending answer, or one more failure at the longest delay: no record, only a new due time.</summary>
    private async ValueTask MoveDueAsync()
    {
        // While another call runs, the instance must be found at once should the process die: its end moves both.
        _dueMoved = _calls.Count > 0;
        if (_dueMoved || _journal.IsReadyInStore || State.NextDue() is not { } due)
            return;
        try
        {
            await Engine.Store.MoveDueAsync(Id, due, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Engine.Log.DueNotMoved(Id, e);
        }
    }

    /// <summary>
    /// Lets go of the mailbox until the next message or due time; false: there is more to do at once. Where nothing is to come soon, the instance leaves
    /// memory.
    /// </summary>
    private bool TryRest(DateTimeOffset now)
    {
        var due = State.Suspended is null && _phase == InstancePhase.Working ? State.NextDue() : null;
        var wait = due - now;
        var idle = _calls.Count == 0;
        if (_inboxIsFull || (wait <= TimeSpan.Zero && idle))
            return false;

        // What the store has as Ready is looked for by nobody but a restart: it stays, however long it waits.
        var dormant = wait > Engine.Services.Options.DormantAfter && !_journal.IsReadyInStore;
        var leaves = idle && (wait is null || dormant) && !StaysForStep;
        if (!_mailbox.TryRest(this, leaves ? null : wait, close: leaves))
            return false;
        if (leaves)
            Leave(_phase == InstancePhase.Lost ? _lostBy : Departure.Resting, due);
        return true;
    }

    /// <summary>Wakes the instance after a delay. Called under the mailbox's lock.</summary>
    public void SetTimer(TimeSpan delay)
    {
        // Whole milliseconds, rounded up: a timer that fires early would find nothing due. One that fires long before is set again.
        delay = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(delay.TotalMilliseconds), 1, CallTimer.Longest.TotalMilliseconds));
        if (_timer is null)
            _timer = Engine.Time.CreateTimer(static instance => ((Instance)instance!).Post(new(InstanceMailKind.Wake)), this, delay, Timeout.InfiniteTimeSpan);
        else
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }
}

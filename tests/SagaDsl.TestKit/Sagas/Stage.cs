using System.Diagnostics;
using System.Text;
using SagaDsl.Stores;
using SagaDsl.TestKit.Time;

namespace SagaDsl.TestKit.Sagas;

/// <summary>Thrown in a play whose process was killed: the play is given again, to the next process.</summary>
public sealed class NodeDiedException() : Exception("The process was killed.");

/// <summary>
/// One test's universe: a clock, a world, a store's medium, and processes that come and go. Time passes only where
/// every instance waits for it.
/// </summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly Backing _backing;
    private readonly List<Script> _sagas;
    private readonly List<Node> _nodes = [];
    private readonly List<Stage> _all;
    private readonly string _inbox;

    /// <summary>A universe.</summary>
    /// <param name="backing">The medium under the store; the stage disposes of it.</param>
    /// <param name="sagas">The sagas that every process runs.</param>
    public Stage(Backing backing, params Script[] sagas)
    {
        (_backing, _sagas, _all, _inbox) = (backing, [.. sagas], [this], "saga");
        Time = new();
        World = new World(Time);
        Network = new Network(World);
        Ledger = new Ledger(World);
        Time.Armed += World.Pulse.Beat;
    }

    /// <summary>Another service in the same universe: processes of its own, with a store of their own, reached over the network alone.</summary>
    /// <param name="beside">A service that is there.</param>
    /// <param name="backing">The medium under the store; the stage disposes of it.</param>
    /// <param name="sagas">The sagas that every process runs.</param>
    public Stage(Stage beside, Backing backing, params Script[] sagas)
    {
        (_backing, _sagas, _all, _inbox) = (backing, [.. sagas], beside._all, $"service-{beside._all.Count}");
        (Time, World, Network) = (beside.Time, beside.World, beside.Network);
        Ledger = new Ledger(World);
        _all.Add(this);
    }

    /// <summary>A universe with the in-memory store.</summary>
    public Stage(params Script[] sagas) : this(new MemoryBacking(), sagas)
    {
    }

    /// <summary>How long, by the real clock, something may keep a test waiting before it is said never to come. Default: 30 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public VirtualTime Time { get; }

    /// <summary>How processes reach each other.</summary>
    public Network Network { get; }

    /// <summary>The callees.</summary>
    public World World { get; }

    /// <summary>What was appended.</summary>
    public Ledger Ledger { get; }

    /// <summary>The sagas that every process runs.</summary>
    public IReadOnlyList<Script> Sagas => _sagas;

    /// <summary>The process that was started last.</summary>
    public Node Node => _nodes[^1];

    /// <summary>All processes.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Starts a process; one that ran before is killed.</summary>
    public async Task<Node> StartAsync(
        Func<int, AppendFault>? faults = null, Action<SagaOptions>? configure = null, Action<SagaBuilder>? build = null, IReadOnlyList<Script>? sagas = null)
    {
        if (_nodes.Count > 0)
            await KillAsync(Node);
        var node = new Node(_nodes.Count + 1, World, Ledger, _backing.Make(), faults, Network);
        _nodes.Add(node);
        await Guard(node.StartAsync(sagas ?? _sagas, options =>
        {
            options.KeyPrefix = _inbox;
            configure?.Invoke(options);
        }, build), "the start of a runtime");
        return node;
    }

    /// <summary>Lets time pass, wherever everything waits for it, until the task has ended.</summary>
    /// <exception cref="NodeDiedException">The process was killed meanwhile.</exception>
    public async Task DriveAsync(Task goal)
    {
        using var patience = new CancellationTokenSource(Patience);
        var node = Node;
        while (!goal.IsCompleted)
        {
            ThrowIfDied(node);
            if (patience.IsCancellationRequested)
                throw new TimeoutException(Describe("Nothing leads to the goal any more."));
            var seen = World.Pulse.Beats;
            if (await PassTimeAsync(seen))
                continue;
            using var calm = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
            var fallback = CalmAsync(calm.Token);
            var first = await Task.WhenAny(goal, World.Pulse.After(seen), fallback);
            await calm.CancelAsync();
            if (first != fallback)
                continue;
            if (!patience.IsCancellationRequested && !IsBusy && World.Running.All(c => c.IsParked))
                Time.AdvanceToNextTimer();
        }

        ThrowIfDied(node);
        await goal;
    }

    /// <inheritdoc cref="DriveAsync(Task)"/>
    public async Task<T> DriveAsync<T>(ValueTask<T> goal)
    {
        var task = goal.AsTask();
        await DriveAsync((Task)task);
        return await task;
    }

    /// <summary>Waits, without letting time pass, until a condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        var node = Node;
        while (true)
        {
            ThrowIfDied(node);
            var seen = World.Pulse.Beats;
            if (condition())
                return;
            try
            {
                await World.Pulse.After(seen).WaitAsync(TimeSpan.FromMilliseconds(250), patience.Token);
            }
            catch (TimeoutException)
            {
                // Conditions may depend on what does not beat.
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(Describe($"Waited in vain until {what}."));
            }
        }
    }

    /// <summary>Lets time pass until a condition holds.</summary>
    public Task DriveUntilAsync(Func<bool> condition, string what) => DriveAsync(UntilAsync(condition, what));

    /// <summary>Waits until a call with a label runs: <c>A1</c>.</summary>
    public Task UntilCalledAsync(string label, int times = 1) =>
        UntilAsync(() => World.Calls.Count(c => c.Label == label) >= times, $"{label} was called {times} times");

    /// <summary>Waits until the store says that about an instance.</summary>
    public Task UntilWorkAsync(string instance, WorkState work) =>
        UntilAsync(() => !Ledger.IsBusy && Ledger.Statuses.TryGetValue(instance, out var status) && status.Work == work, $"{instance} is {work}");

    /// <summary>Lets time pass, timer by timer or in fifty steps, everything that comes due being worked off at each.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var (end, step) = (Time.Elapsed + time, time / 50);
        await SettleAsync();
        while (end - Time.Elapsed is var left && left > TimeSpan.Zero)
        {
            var next = Time.UntilNextTimer is { } wait && wait > step ? wait : step;
            Time.Advance(next < left ? next : left);
            await SettleAsync();
        }
    }

    /// <summary>Gives everything that can go on now the time to do so. For what must not happen: it cannot be waited for.</summary>
    public async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var quiet = 0;
        var seen = World.Pulse.Beats;
        while (quiet < 3)
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException(Describe("It never comes to rest."));
            await Task.Delay(1);
            var beats = World.Pulse.Beats;
            quiet = beats == seen && ThreadPool.PendingWorkItemCount == 0 && !IsBusy ? quiet + 1 : 0;
            seen = beats;
        }
    }

    /// <summary>An instance as the store has it.</summary>
    public async Task<StoredInstance> StoredAsync(string instance) =>
        await Node.Store.Inner.LoadAsync(instance, 0, CancellationToken.None)
            ?? throw new InvalidOperationException($"There is no instance {instance} in the store.");

    /// <summary>Ends a process at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync(Node node)
    {
        node.Kill();
        Ledger.ForgetQuestions();
        await _backing.CloseAsync(node.Store.Inner);
    }

    /// <summary>Everything a person needs to understand a run.</summary>
    public string Describe(string headline)
    {
        var text = new StringBuilder(headline).AppendLine()
            .AppendLine($"time {Time.Now:HH:mm:ss.fff}, next timer in {Time.UntilNextTimer}, {Time.ArmedTimers} armed; store busy: {Ledger.IsBusy}");
        foreach (var (id, status) in _all.SelectMany(stage => stage.Ledger.Statuses))
            text.AppendLine($"{id}: {status}");
        foreach (var sent in Network.Log)
            text.AppendLine(sent);
        foreach (var line in _all.SelectMany(stage => stage.Ledger.Lines).OrderBy(line => line.Applied))
            text.AppendLine(
                $"#{line.Applied}{(line.Acknowledged is null ? " (unanswered)" : "")} {line.Node.Name} {line.Instance}[{line.Record.Position}] " +
                $"{line.Record.Time:HH:mm:ss.fff} {string.Join(", ", line.Record.Entries)}");
        foreach (var call in World.Calls)
            text.AppendLine(call.ToString());
        return text.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_nodes.Count > 0)
            await KillAsync(Node);
        await _backing.DisposeAsync();
    }

    /// <summary>Waits for something that needs no time to pass; says what was going on where it never comes.</summary>
    public async Task Guard(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(Describe($"Waited in vain for {what}."));
        }
    }

    // Stores work, or messages are being taken in.
    private bool IsBusy => Network.IsBusy || _all.Exists(stage => stage.Ledger.IsBusy);

    // A quarter of a second in which this process had its share of the processors: what was about to happen has happened. On a machine
    // that has much else to do it takes as long as that needs.
    private static async Task CalmAsync(CancellationToken cancellationToken)
    {
        for (var calm = 0; calm < 25 && !cancellationToken.IsCancellationRequested;)
        {
            var began = Stopwatch.GetTimestamp();
            await Task.Delay(10, CancellationToken.None);
            var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ThreadPool.UnsafeQueueUserWorkItem(static passed => passed.SetResult(), passed, preferLocal: false);
            await passed.Task;
            calm = Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(40) ? calm + 1 : Math.Max(0, calm - 5);
        }
    }

    // The play of a process that died must not go on to move the time of the next one.
    private static void ThrowIfDied(Node node)
    {
        if (node.IsDead)
            throw new NodeDiedException();
    }

    // True: time has passed. An instance that is Ready with no call that waits is about to do something.
    private async Task<bool> PassTimeAsync(long seen)
    {
        if (!WaitsForTime(out _))
            return false;
        // What a timer that has just fired leads to is under way: it may arm the next one.
        do
            await Task.Delay(1);
        while (ThreadPool.PendingWorkItemCount > 0);
        if (World.Pulse.Beats != seen || !WaitsForTime(out var due))
            return World.Pulse.Beats != seen;

        if (due is null)
            return Time.AdvanceToNextTimer();
        if (due <= Time.Now)
        {
            // It is due, and nothing has begun: its process armed its timer after time was moved.
            await SettleAsync();
            return World.Pulse.Beats != seen || (WaitsForTime(out due) && due <= Time.Now && Time.AdvanceToNextTimer());
        }

        Time.AdvanceTo(due.Value);
        return true;
    }

    // Due: the instant that is waited for, or null where calls wait, whose timers are not known.
    private bool WaitsForTime(out DateTimeOffset? due)
    {
        due = null;
        if (IsBusy)
            return false;
        var running = World.Running;
        if (!running.All(c => c.IsParked))
            return false;
        var statuses = _all.SelectMany(stage => stage.Ledger.Statuses).ToList();
        var busy = running.Select(c => c.Instance).ToHashSet();
        if (statuses.Any(s => s.Value.Work == WorkState.Ready && !busy.Contains(s.Key)))
            return false;
        if (busy.Count == 0)
            due = statuses.Where(s => s.Value.Work is WorkState.Due or WorkState.Waiting).Min(s => s.Value.DueAt);
        return busy.Count > 0 || due is not null;
    }
}

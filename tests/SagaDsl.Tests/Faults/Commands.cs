namespace SagaDsl.Tests.Faults;

/// <summary>An operator is always answered, and by the runtime.</summary>
public sealed class Commands
{
    // Fault 2
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Treat_as_ended_is_answered_at_once_although_an_append_was_lost(string store)
    {
        var saga = new Script().Step("stuck", after: [], timeout: TimeSpan.FromSeconds(5), retry: Retries.Times(3)).Step("fine", after: []);
        var gate = new Gate();
        await using var stage = await Faulty.OpenAsync(
            saga, w => w.On("Astuck", Acts.HoldDeaf(new Gate()), Acts.Ok).On("Afine", Acts.Hold(gate)), o =>
                (o.CancellationGrace, o.InboxPolling) = (TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)),
            backing: Stores.Open(store), faults: n => n == 2 ? AppendFault.LoseBefore : AppendFault.None);
        await stage.BeginAsync();
        await stage.UntilCalledAsync("Astuck");
        await stage.UntilCalledAsync("Afine");
        gate.Open();
        await stage.UntilAsync(() => stage.Node.Store.Appends >= 2, "the append was lost");
        await stage.PassAsync(TimeSpan.FromSeconds(40));

        // At once: no time passes.
        Assert.True((await stage.SoonAsync(stage.Ann().TreatAsEndedAsync(stage.Ref("stuck")), "the answer")).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    // Fault 3: the callback of a timer may run after the timer was disposed of or set anew.
    [Fact]
    public async Task A_timeout_that_was_under_way_when_the_call_was_cancelled_is_not_taken_for_the_end_of_its_grace()
    {
        LateTimers? timers = null;
        var saga = new Script().Step(timeout: TimeSpan.FromSeconds(5), retry: Retries.Times(1));
        await using var stage = await Faulty.OpenAsync(saga, w => w.On("A1", Acts.HoldDeaf(new Gate())), o =>
        {
            o.CancellationGrace = TimeSpan.FromSeconds(30);
            o.TimeProvider = timers = new(o.TimeProvider!);
        });
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        Assert.True((await stage.SoonAsync(stage.Ann().CancelAsync(), "the answer to the cancel")).IsAccepted);
        timers!.FireAllOnceMore();
        await stage.SettleAsync();
        Assert.False(stage.Ledger.Statuses[Scenes.Id].Attention);
        Assert.Equal(CommandVerdict.Refused,
            (await stage.SoonAsync(stage.Ann().TreatAsEndedAsync(stage.Ref("1")), "an answer before the grace is over")).Verdict);

        await stage.AttentionAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), stage.Time.Now - stage.World.Calls[0].BeganAt);
        Assert.True((await stage.SoonAsync(stage.Ann().TreatAsEndedAsync(stage.Ref("1")), "an answer after the grace")).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
    }

    // Fault 32
    [Theory, InlineData("cancel"), InlineData("get"), InlineData("history"), InlineData("wait"), InlineData("start")]
    public async Task What_is_asked_while_the_runtime_stops_is_answered_or_told_that_it_was_stopped(string what)
    {
        var (reached, gate, armed) = (new Gate(), new Gate(), false);
        var backing = new HookedBacking
        {
            BeforeLoad = async _ =>
            {
                if (!Volatile.Read(ref armed))
                    return;
                reached.Open();
                await gate.Opened;
            },
        };
        await using var stage = await DormantAsync(backing);
        Volatile.Write(ref armed, true);
        var asking = AskAsync(stage, what);
        await stage.Guard(reached.Opened, "the question to reach the store");
        await StopAsync(stage, gate);
        await AnsweredOrStoppedAsync(stage, asking);
    }

    // Fault 32
    [Fact]
    public async Task A_command_whose_instance_is_being_brought_in_while_the_runtime_stops_is_told_that_it_was_stopped()
    {
        var (reached, gate, loads) = (new Gate(), new Gate(), 0);
        var backing = new HookedBacking();
        await using var stage = await DormantAsync(backing);
        backing.BeforeLoad = async _ =>
        {
            // The first look is the command's own; the next brings the instance in.
            if (Interlocked.Increment(ref loads) < 2)
                return;
            reached.Open();
            await gate.Opened;
        };
        var asking = AskAsync(stage, "cancel");
        await stage.Guard(Task.WhenAny(reached.Opened, asking), "the instance to be brought in");
        await StopAsync(stage, gate);
        await AnsweredOrStoppedAsync(stage, asking);
    }

    // Fault 36
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_actor_or_a_reason_that_is_not_valid_Unicode_is_refused_at_once_or_taken_on_every_store(string store)
    {
        await using var stage = await DormantAsync(Stores.Open(store));
        foreach (var (actor, reason) in new[] { ("ann\ud83d", "why"), ("ann", "\udc00why") })
        {
            SagaOperator by;
            try
            {
                by = stage.Node.Runtime.Instance(Scenes.Id).As(actor, reason);
            }
            catch (ArgumentException)
            {
                continue;
            }

            await stage.SoonAsync(by.RetryNowAsync(), "an answer");
        }

        Assert.True((await stage.SoonAsync(stage.Ann().CancelAsync(), "the answer of a valid one")).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
    }

    // A stop may close the store under the question, or wait for it: only then is there nothing but a moment to wait for.
    private static async Task StopAsync(Stage stage, Gate gate)
    {
        var stopping = stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(1));
        await Task.WhenAny(stopping, Task.Delay(300));
        gate.Open();
        await stage.DriveAsync(stopping);
    }

    private static Task AskAsync(Stage stage, string what) => Task.Run(async () =>
    {
        var (client, handle) = (stage.Node.Client, stage.Node.Runtime.Instance(Scenes.Id));
        switch (what)
        {
            case "cancel": await handle.As("ann", "why").CancelAsync(); break;
            case "get": await handle.GetAsync(); break;
            case "history": await handle.HistoryAsync(); break;
            case "wait": await handle.WaitAsync(); break;
            case "start": await client.StartAsync(Scenes.Id, new TestKit.Sagas.Order(Scenes.Id)); break;
        }
    });

    private static async Task AnsweredOrStoppedAsync(Stage stage, Task asking)
    {
        await stage.Guard(Task.WhenAny(asking), "an answer");
        if (await Record.ExceptionAsync(() => asking) is { } error)
            Assert.Equal(nameof(SagaRuntime), Assert.IsType<ObjectDisposedException>(error).ObjectName);
    }

    private static async Task<Stage> DormantAsync(Backing backing)
    {
        var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1))), backing: backing);
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.SettleAsync();
        return stage;
    }
}

/// <summary>
/// A clock whose timers can be made to call back once more, as a timer of the system's may that was disposed of while its callback was under way.
/// </summary>
public sealed class LateTimers(TimeProvider time) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Action> _callbacks = [];

    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
            _callbacks.Add(() => callback(state));
        return time.CreateTimer(callback, state, dueTime, period);
    }

    public void FireAllOnceMore()
    {
        List<Action> callbacks;
        lock (_gate)
            callbacks = [.. _callbacks];
        foreach (var callback in callbacks)
            callback();
    }
}

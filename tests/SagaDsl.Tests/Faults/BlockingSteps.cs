namespace SagaDsl.Tests.Faults;

/// <summary>A step that blocks its thread holds up nothing but itself.</summary>
public sealed class BlockingSteps : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    // Blocked threads are let go at the end of each test, however it ended.
    private readonly Gate _gate = new();

    public void Dispose() => _gate.Open();

    // Fault 1
    [Fact]
    public async Task The_timeout_and_the_grace_of_a_step_that_blocks_are_noticed_in_time()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(1));
        await using var stage = await Faulty.OpenAsync(saga, w => w.On("A1", Acts.Block(_gate)), o => o.CancellationGrace = Grace);
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.AttentionAsync();
        Assert.Equal(Limit + Grace, stage.Time.Now - stage.World.Calls[0].BeganAt);
        Assert.True(stage.World.Calls[0].Context.CancellationToken.IsCancellationRequested);
    }

    // Fault 1
    [Fact]
    public async Task The_timeout_and_the_grace_of_a_compensation_that_blocks_are_noticed_in_time()
    {
        var saga = new Script().Step(undoTimeout: Limit).Step();
        await using var stage = await Faulty.OpenAsync(saga, w => w.On("A2", Acts.Reject()).On("C1", Acts.Block(_gate)), o => o.CancellationGrace = Grace);
        await stage.BeginAsync();
        await stage.UntilCalledAsync("C1");
        await stage.AttentionAsync();
        Assert.Equal(Limit + Grace, stage.Time.Now - stage.World.Calls[^1].BeganAt);
    }

    // Fault 25
    [Theory, InlineData("a"), InlineData("b")]
    public async Task A_parallel_branch_runs_and_is_recorded_while_another_blocks(string blocking)
    {
        var other = blocking == "a" ? "b" : "a";
        var saga = new Script().Step("a", after: []).Step("b", after: []).Step("after", after: [blocking == "a" ? 1 : 0]);
        await using var stage = await Faulty.OpenAsync(saga, w => w.On($"A{blocking}", Acts.Block(_gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync($"A{blocking}");
        await stage.UntilAsync(() => stage.Recorded(other) && stage.Recorded("after"), "the other branch is recorded");
        Assert.False(stage.Recorded(blocking));

        _gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    // Fault 25
    [Fact]
    public async Task Of_many_branches_that_block_every_one_begins()
    {
        var saga = new Script();
        for (var i = 0; i < 5; i++)
            saga.Step(after: []);
        await using var stage = await Faulty.OpenAsync(saga, w =>
        {
            for (var i = 1; i <= 5; i++)
                w.On($"A{i}", Acts.Block(_gate));
        });
        await stage.BeginAsync();
        await stage.UntilAsync(() => stage.World.Calls.Count == 5, "all five branches run");
        _gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    // Fault 25
    [Fact]
    public async Task Cancel_is_answered_and_reaches_the_token_while_a_step_blocks()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w.On("A1", Acts.BlockUntilCancelled(_gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        Assert.True((await stage.SoonAsync(stage.Ann().CancelAsync(), "the answer to the cancel")).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 C1");
    }

    // Fault 25
    [Fact]
    public async Task An_operator_may_treat_a_call_that_blocks_as_ended_after_its_grace()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(1));
        await using var stage = await Faulty.OpenAsync(saga, w => w.On("A1", Acts.Block(_gate)), o => o.CancellationGrace = Grace);
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(CommandVerdict.Refused,
            (await stage.SoonAsync(stage.Ann().TreatAsEndedAsync(stage.Ref("1")), "an answer before the grace is over")).Verdict);

        await stage.AttentionAsync();
        Assert.True((await stage.SoonAsync(stage.Ann().TreatAsEndedAsync(stage.Ref("1")), "an answer after the grace")).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 C1");
    }

    // Fault 25
    [Fact]
    public async Task A_call_that_blocks_frees_its_slot_after_its_grace()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(1));
        await using var stage =
            await Faulty.OpenAsync(saga, w => w.On("stuck/A1", Acts.Block(_gate)), o => (o.MaxConcurrentCalls, o.CancellationGrace) = (1, Grace));
        await stage.BeginAsync("stuck");
        await stage.UntilCalledAsync("A1");
        await stage.BeginAsync("other");
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("other")).Status);
        Assert.Equal(Limit + Grace, stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
    }

    // Fault 1
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Stopping_ends_within_its_time_although_a_step_blocks(string store)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Block(_gate), Acts.Ok), backing: Stores.Open(store));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(10)));
        Assert.InRange(stage.Time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(stage.Node.Store.IsClosed);

        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    // Fault 1
    [Fact]
    public async Task Stopping_reaches_the_token_of_a_step_that_blocks()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.BlockUntilCancelled(_gate), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(10)));
        Assert.IsAssignableFrom<OperationCanceledException>(stage.World.Calls[0].Thrown);
    }

    // Fault 1
    [Fact]
    public async Task What_a_step_that_blocks_returned_in_the_time_of_a_stop_is_recorded()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w.On("A1", Acts.Block(_gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        var stopping = stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(10));
        await stage.SettleAsync();
        _gate.Open();
        await stage.Guard(stopping, "the stop");
        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2");
    }

    // Fault 1: a saga's constructor is the user's code too.
    [Fact]
    public async Task A_constructor_that_blocks_holds_up_no_command()
    {
        var armed = false;
        var entered = new Gate();
        await using var stage = Faulty.New();
        var definition = CodeDefinition.Of<Order, int>("blocking", 1, static _ => new ValueTask<object?>(1), construct: _ =>
        {
            if (Volatile.Read(ref armed))
            {
                entered.Open();
                _gate.Opened.Wait(TimeSpan.FromSeconds(30));
            }

            return new object();
        });
        await stage.StartCodeAsync(b => b.AddCode<Order, int>(definition));
        Volatile.Write(ref armed, true);
        await stage.SoonAsync(stage.Code<Order, int>().StartAsync(Scenes.Id, new Order("1")), "the start");
        await stage.Guard(entered.Opened, "the constructor");
        Assert.True((await stage.SoonAsync(stage.Ann().CancelAsync(), "the answer to the cancel")).IsAccepted);
    }

    // Fault 1: so is the reading and writing of a result.
    [Fact]
    public async Task A_result_whose_writing_blocks_holds_up_no_command()
    {
        var entered = new Gate();
        BlockingValue.Write = () =>
        {
            entered.Open();
            _gate.Opened.Wait(TimeSpan.FromSeconds(30));
        };
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b =>
            b.AddCode<Order, BlockingValue>(CodeDefinition.Of<Order, BlockingValue>("blocking", 1, static _ => new ValueTask<object?>(new BlockingValue()))));
        await stage.SoonAsync(stage.Code<Order, BlockingValue>().StartAsync(Scenes.Id, new Order("1")), "the start");
        await stage.Guard(entered.Opened, "the writing of the result");
        await stage.SoonAsync(stage.Ann().SuspendAsync(), "the answer to the suspend");
    }
}

/// <summary>A value that is written slowly.</summary>
public sealed record BlockingValue
{
    public static Action Write { get; set; } = static () => { };

    public int Number
    {
        get
        {
            Write();
            return 1;
        }

        init => _ = value;
    }
}

namespace SagaDsl.Tests.Faults;

/// <summary>Permits, rooms and wake-ups that must not be lost, however instances come and go.</summary>
public sealed class HostilePermits
{
    // A permit that comes while its instance ends would be lost for ever: the next call of the process never begins.
    [Fact]
    public async Task A_permit_that_comes_while_its_instance_ends_goes_to_the_next_one()
    {
        var (free, append) = (new Gate(), new Gate());
        var (blocks, reached) = (false, new Gate());
        var backing = new HookedBacking
        {
            BeforeAppend = id =>
            {
                if (id != "ends" || !blocks)
                    return Task.CompletedTask;
                reached.Open();
                return append.Opened;
            },
        };
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("holds/A1", Acts.Hold(free)), o => o.MaxConcurrentCalls = 1, backing: backing);
        await stage.BeginAsync("holds");
        await stage.UntilCalledAsync("A1");
        await stage.BeginAsync("ends"); // Its call is queued.
        blocks = true;
        var cancel = stage.Ann("ends").CancelAsync().AsTask();
        await stage.Guard(reached.Opened, "the last record of the one that ends");
        free.Open(); // The permit comes while that record is being appended.
        await stage.EndAsync("holds");
        append.Open();
        await stage.Guard(cancel, "the answer to the cancel");
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync("ends")).Status);

        await stage.BeginAsync("next");
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("next")).Status);
    }

    // The call of the instance that is waited for stands in the queue already, behind the step that waits.
    [Fact]
    public async Task A_step_that_waits_for_an_instance_whose_call_is_queued_goes_on()
    {
        var gate = new Gate();
        await using var stage = Faulty.New(null, Script.Of(1));
        stage.World.On("parent/A1", Acts.Await(async _ =>
        {
            await gate.Opened;
            await stage.Node.Client["child"].WaitAsync();
        }));
        await stage.StartAsync(configure: o => o.MaxConcurrentCalls = 1);
        await stage.BeginAsync("parent");
        await stage.UntilCalledAsync("A1");
        await stage.BeginAsync("child");
        await stage.SettleAsync();
        Assert.Equal("", stage.World.Labels("child"));
        gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("parent")).Status);
        stage.Called("A1", "child");
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("next")).Status);
    }

    // It left memory to wait, and there is room for one only: the step's own.
    [Fact]
    public async Task A_step_that_waits_for_a_dormant_instance_goes_on_when_its_time_comes()
    {
        await using var stage = Faulty.New(null, Script.Of(1));
        stage.World.On("child/A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok)
            .On("parent/A1", Acts.Await(_ => stage.Node.Client["child"].WaitAsync().AsTask()));
        await stage.StartAsync(configure: o => o.MaxInFlight = 1);
        await stage.BeginAsync("child");
        await stage.UntilWorkAsync("child", WorkState.Due);
        await stage.SettleAsync();
        await stage.BeginAsync("parent");
        await stage.UntilCalledAsync("A1", 2);
        await stage.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(WorkState.Terminal, (await stage.StoredAsync("child")).Status.Work);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("parent")).Status);
    }

    // It began inside the step and left memory after that.
    [Fact]
    public async Task An_instance_that_a_step_started_and_waits_for_comes_back_when_its_time_comes()
    {
        await using var stage = Faulty.New(null, Script.Of(1));
        stage.World.On("child/A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok)
            .On("parent/A1", Acts.Await(_ => stage.Node.Client.RunAsync("child", new Order("child")).AsTask()));
        await stage.StartAsync(configure: o => o.MaxInFlight = 1);
        await stage.BeginAsync("parent");
        await stage.UntilWorkAsync("child", WorkState.Due);
        await stage.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("parent")).Status);
    }

    // After a crash the recovery brings in both; the child waits for the room that the parent has.
    [Fact]
    public async Task Nested_instances_that_fill_the_room_go_on_after_a_restart()
    {
        var gate = new Gate();
        await using var stage = Faulty.New(null, Script.Of(1));
        stage.World.On("2-child/A1", Acts.Hold(gate))
            .On("1-parent/A1", Acts.Await(_ => stage.Node.Client.RunAsync("2-child", new Order("2-child")).AsTask()));
        await stage.StartAsync(configure: o => o.MaxInFlight = 1);
        await stage.BeginAsync("1-parent");
        await stage.UntilCalledAsync("A1", 2);
        await stage.StartAsync(configure: o => o.MaxInFlight = 1);
        gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("1-parent")).Status);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("2-child")).Status);
    }

    [Fact]
    public async Task A_command_that_waits_for_room_can_be_given_up()
    {
        var gate = new Gate();
        await using var stage = await Faulty.OpenAsync(
            Script.Of(1), w => w.On("sleeps/A1", Acts.Pend(TimeSpan.FromHours(1))).On("holds/A1", Acts.Hold(gate)), o => o.MaxInFlight = 1);
        await stage.BeginAsync("sleeps");
        await stage.UntilWorkAsync("sleeps", WorkState.Due);
        await stage.BeginAsync("holds");
        using var patience = new CancellationTokenSource();
        var command = stage.Ann("sleeps").CancelAsync(patience.Token).AsTask();
        await stage.SettleAsync();
        patience.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.WaitAsync(Faulty.Patience));
        gate.Open();
        await stage.EndAsync("holds");
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync("sleeps")).Status); // It was sent: it is heeded later.
    }

    // While a start finds the id taken, whoever brings the instance in finds it "here"; and then the start fails.
    [Fact]
    public async Task An_instance_that_a_failed_start_held_for_a_moment_goes_on()
    {
        var (append, reached, blocks) = (new Gate(), new Gate(), false);
        var healthy = int.MaxValue; // So many loads succeed, and then one fails.
        var backing = new HookedBacking
        {
            BeforeAppend = _ =>
            {
                if (!blocks)
                    return Task.CompletedTask;
                reached.Open();
                return append.Opened;
            },
            BeforeLoad = _ => Interlocked.Decrement(ref healthy) == -1 ? throw new StoreUnavailableException("The test's store is down.") : Task.CompletedTask,
        };
        var hold = new Gate();
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Hold(hold), Acts.Ok), backing: backing);
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");

        healthy = 0; // The recovery cannot load it, and tries later.
        await stage.StartAsync();
        await stage.SettleAsync();
        blocks = true;
        var start = stage.Node.Client.StartAsync(Scenes.Id, new Order(Scenes.Id)).AsTask();
        await stage.Guard(reached.Opened, "the first record of the second start");
        stage.Time.Advance(TimeSpan.FromSeconds(5)); // Later has come: the instance is "here".
        await stage.UntilAsync(() => ThreadPool.PendingWorkItemCount == 0, "the waker has looked");
        healthy = 1;                     // The journal says that the id is taken; to read what is there fails.
        blocks = false;
        append.Open();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => start.WaitAsync(Faulty.Patience));
        await stage.PassSecondsAsync(5);
        Assert.Equal(WorkState.Terminal, (await stage.StoredAsync(Scenes.Id)).Status.Work);
    }
}

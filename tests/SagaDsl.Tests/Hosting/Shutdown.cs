namespace SagaDsl.Tests.HostingTests;

/// <summary>Stopping, limits and back-pressure.</summary>
public class Shutdown
{
    [Fact]
    public async Task Stopping_lets_running_calls_end_and_records_them()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A1", Acts.Slow(TimeSpan.FromSeconds(3))));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(10)));
        stage.Called("A1");
        Assert.Null(stage.World.Calls[0].Thrown);
        Assert.Equal(TimeSpan.FromSeconds(3), stage.Time.Elapsed);

        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2");
    }

    [Fact]
    public async Task Stopping_ends_within_its_time_although_a_call_does_not()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(10)));
        Assert.InRange(stage.Time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Stopping_with_no_end_of_time_waits_for_running_calls()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Slow(TimeSpan.FromDays(3))));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(Timeout.InfiniteTimeSpan));
        Assert.Null(stage.World.Calls[0].Thrown);
        Assert.Equal(TimeSpan.FromDays(3), stage.Time.Elapsed);
    }

    public static TheoryData<TimeSpan> Long => [TimeSpan.MaxValue, TimeSpan.FromDays(90)];

    [Theory, MemberData(nameof(Long))]
    public async Task Stopping_within_more_time_than_a_timer_can_be_set_to(TimeSpan within)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Slow(TimeSpan.FromDays(3))));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(within));
        Assert.Null(stage.World.Calls[0].Thrown);
        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Stopping_twice_and_disposing_is_one_stop()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        await Task.WhenAll(stage.Node.Runtime.StopAsync(), stage.Node.Runtime.StopAsync());
        await stage.Node.Runtime.DisposeAsync();
    }

    [Fact]
    public async Task No_more_calls_run_at_once_than_allowed_over_all_and_per_saga()
    {
        var gate = new Gate();
        var (most, mostPerSaga) = (0, 0);
        await using var stage = new Stage(new Script("first").Step(), new Script("second").Step());
        stage.World.On("A1", call =>
        {
            var running = stage.World.Running;
            (most, mostPerSaga) = (Math.Max(most, running.Count), Math.Max(mostPerSaga, running.Count(c => c.Context.SagaName == "first")));
            return Acts.Hold(gate)(call);
        });
        await stage.StartAsync(configure: o =>
        {
            o.MaxConcurrentCalls = 5;
            o.MaxConcurrentCallsPerSaga["first"] = 2;
        });
        for (var i = 0; i < 10; i++)
        {
            await stage.Node.Client.StartAsync($"first-{i}", new Order("1"));
            await stage.Node.Second.StartAsync($"second-{i}", new Order("1"));
        }

        await stage.UntilAsync(() => stage.World.Running.Count == 5, "five calls run");
        await stage.SettleAsync();
        gate.Open();
        for (var i = 0; i < 10; i++)
        {
            await stage.DriveAsync(stage.Node.Client[$"first-{i}"].WaitAsync());
            await stage.DriveAsync(stage.Node.Second[$"second-{i}"].WaitAsync());
        }

        Assert.Equal((5, 2), (most, mostPerSaga));
        Assert.Equal(20, stage.World.Calls.Count);
    }

    [Fact]
    public async Task A_start_beyond_the_instances_in_flight_waits_and_can_be_given_up()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Hold(gate)), o => o.MaxInFlight = 2);
        await stage.BeginAsync("1");
        await stage.BeginAsync("2");
        var third = stage.Node.Client.StartAsync("3", new Order("3")).AsTask();
        using var impatient = new CancellationTokenSource();
        var fourth = stage.Node.Client.StartAsync("4", new Order("4"), impatient.Token).AsTask();
        await stage.SettleAsync();
        Assert.False(third.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fourth);

        gate.Open();
        await stage.Guard(third, "the third start");
        Assert.Equal(SagaStatus.Completed, (await Runs.OutcomeAsync(stage, "3")).Status);
        await Assert.ThrowsAsync<SagaNotFoundException>(async () => await stage.Node.Client["4"].GetAsync());
    }

    [Fact]
    public async Task Instances_that_wait_take_no_place_in_flight()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok), o => o.MaxInFlight = 2);
        for (var i = 0; i < 20; i++)
            await stage.BeginAsync($"{i}");
        for (var i = 0; i < 20; i++)
            Assert.Equal(SagaStatus.Completed, (await Runs.OutcomeAsync(stage, $"{i}")).Status);
    }
}

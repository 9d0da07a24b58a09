namespace SagaDsl.Tests.Faults;

/// <summary>Times of any length: stops, pending answers, retention, and every option that is a time.</summary>
public sealed class Stops
{
    // Fault 28
    [Theory, InlineData(90), InlineData(1_000_000), InlineData(-1)]
    public async Task A_stop_may_take_any_time_and_closes_the_store(int days)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w.On("A1", Acts.Slow(TimeSpan.FromSeconds(3))));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(Days(days)));
        Assert.Equal(TimeSpan.FromSeconds(3), stage.Time.Elapsed);
        Assert.Null(stage.World.Calls[0].Thrown);
        Assert.True(stage.Node.Store.IsClosed);

        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2");
    }

    // Fault 28
    [Fact]
    public async Task A_stop_without_a_limit_waits_as_long_as_a_call_takes()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Slow(TimeSpan.FromDays(40))));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.FromDays(40), stage.Time.Elapsed);
        Assert.Null(stage.World.Calls[0].Thrown);
        Assert.True(stage.Node.Store.IsClosed);
    }

    // Fault 28
    [Fact]
    public async Task A_stop_without_a_limit_can_be_the_default()
    {
        await using var stage =
            await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Slow(TimeSpan.FromHours(3))), o => o.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.DisposeAsync().AsTask());
        Assert.Equal(TimeSpan.FromHours(3), stage.Time.Elapsed);
        Assert.Null(stage.World.Calls[0].Thrown);
    }

    // Fault 29
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_step_that_is_pending_for_ever_waits_until_it_is_asked_again(string store)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w.On("A1", Acts.Pend(TimeSpan.MaxValue), Acts.Ok), backing: Stores.Open(store));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.PassAsync(TimeSpan.FromDays(400));
        stage.Called("A1");
        Assert.Equal(WorkState.Due, (await stage.Node.Runtime.Instance(Scenes.Id).GetAsync()).Work);

        Assert.True((await stage.SoonAsync(stage.Ann().RetryNowAsync(), "an answer")).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    // Fault 29
    [Fact]
    public async Task A_compensation_that_is_pending_for_ever_waits_until_it_is_asked_again()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()).On("C1", Acts.Pend(TimeSpan.MaxValue), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.StartAsync();
        Assert.True((await stage.SoonAsync(stage.Ann().RetryNowAsync(), "an answer")).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
    }

    // Fault 29
    [Fact]
    public async Task A_retention_without_end_keeps_everything_and_reports_no_error()
    {
        var log = new TestLog();
        await using var stage =
            await Faulty.OpenAsync(Script.Of(1), configure: o => o.Retention = TimeSpan.MaxValue, build: b => b.UseServices(log.Services()));
        await stage.RunAsync();
        await stage.PassAsync(TimeSpan.FromDays(3));
        Assert.NotEmpty((await stage.StoredAsync(Scenes.Id)).Records);
        Assert.DoesNotContain(log.Lines, l => l.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    // Fault 29: its kin.
    [Theory]
    [InlineData("the saga's timeout")]
    [InlineData("a step's timeout")]
    [InlineData("a compensation's timeout")]
    [InlineData("the first delay")]
    [InlineData("the delay of a compensation")]
    [InlineData("the grace")]
    [InlineData("dormancy")]
    [InlineData("the inbox")]
    public async Task A_time_may_be_as_long_as_can_be(string which)
    {
        var forEver = TimeSpan.MaxValue;
        var delays = new SagaDsl.Definition.RetryPolicy { FirstDelay = forEver, MaxDelay = forEver, Factor = 2, MaxAttempts = 9, Jitter = false };
        var saga = new Script { Timeout = which == "the saga's timeout" ? forEver : null }
            .Step(
                timeout: which == "a step's timeout" ? forEver : null, retry: which == "the first delay" ? delays : null,
                undoTimeout: which == "a compensation's timeout" ? forEver : null, undoRetry: which == "the delay of a compensation" ? delays : null)
            .Step();
        await using var stage =
            await Faulty.OpenAsync(saga,
                w => w.On("A1", Acts.Slow(TimeSpan.FromSeconds(1), Acts.Fail()), Acts.Ok).On("C1", Acts.Fail(), Acts.Ok).On("A2", Acts.Reject()), o =>
        {
            o.CancellationGrace = which == "the grace" ? forEver : o.CancellationGrace;
            o.DormantAfter = which == "dormancy" ? forEver : o.DormantAfter;
            o.InboxPolling = which == "the inbox" ? forEver : o.InboxPolling;
        });
        await stage.BeginAsync();
        if (which is "the first delay" or "the delay of a compensation")
        {
            await stage.UntilAsync(() => stage.World.Running.Count == 1, "the first attempt");
            await stage.DriveUntilAsync(() => stage.Work() == WorkState.Due && stage.Ledger.Statuses[Scenes.Id].DueAt > stage.Time.Now.AddYears(1),
                "it waits for ever");
            Assert.True((await stage.SoonAsync(stage.Ann().RetryNowAsync(), "an answer")).IsAccepted);
        }

        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
    }

    private static TimeSpan Days(int days) => days switch
    {
        -1 => Timeout.InfiniteTimeSpan,
        1_000_000 => TimeSpan.MaxValue,
        _ => TimeSpan.FromDays(days),
    };
}

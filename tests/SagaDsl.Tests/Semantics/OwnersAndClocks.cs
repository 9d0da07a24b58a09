using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rules 14 to 16: who appends, what a killed process leaves, and clocks.</summary>
public class OwnersAndClocks
{
    [Fact]
    public async Task Rule_14_another_process_first_appends_that_it_took_over()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A2");
        await stage.StartAsync();
        await stage.EndAsync();

        var records = (await stage.StoredAsync(Scenes.Id)).Records;
        var first = records.First(r => r.Writer.Node == "node-2");
        var taken = Assert.IsType<OwnershipTaken>(first.Entries[0]);
        Assert.Equal("2", Assert.Single(taken.Interrupted).Step);
        Assert.All(records.Take(first.Position), r => Assert.Equal("node-1", r.Writer.Node));
        Assert.All(records.Skip(first.Position), r => Assert.Equal("node-2", r.Writer.Node));
    }

    [Fact]
    public async Task Rule_14_a_process_without_a_takeover_is_told_apart_by_its_epoch()
    {
        var stage = new Stage(Script.Of(1));
        await using var _ = stage;
        stage.World.On("A1", Acts.HoldDeaf(new Gate()), Acts.Ok);
        await stage.StartAsync(configure: o => o.Node = "same");
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.StartAsync(configure: o => o.Node = "same");
        await stage.EndAsync();
        Assert.Contains(await stage.EntriesAsync(), e => e is OwnershipTaken);
        Assert.Equal(2, (await stage.StoredAsync(Scenes.Id)).Records.Select(r => r.Writer).Distinct().Count());
    }

    [Fact]
    public async Task Rule_14_a_message_of_another_process_is_absorbed_once()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok), o => o.InboxPolling = TimeSpan.FromSeconds(1));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        var message = SagaMessage.OfCommand("m-1", Scenes.Id, OperatorCommand.Cancel, new("bob", "by post"));
        Assert.Equal(SendResult.Kept, await stage.Node.Store.Inner.SendAsync(message, default));
        Assert.Equal(SendResult.Kept, await stage.Node.Store.Inner.SendAsync(message, default));

        await stage.PassAsync(TimeSpan.FromSeconds(3));
        var outcome = await stage.EndAsync();
        Assert.Equal((FailureCause.Cancelled, "bob"), (outcome.Failure!.Cause, outcome.Failure.Actor));
        Assert.Single((await stage.EntriesAsync()).OfType<CommandReceived>(), c => c.Id == "m-1");
        Assert.True(stage.Time.Elapsed < TimeSpan.FromMinutes(1), "The inbox is looked at every second.");
    }

    [Fact]
    public async Task Rule_14_a_message_sent_while_no_process_ran_is_taken_in_at_the_start()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        var store = stage.Node.Store.Inner;
        await stage.KillAsync(stage.Node);
        await store.SendAsync(SagaMessage.OfCommand("m-1", Scenes.Id, OperatorCommand.Cancel, new("bob", "by post")), default);
        await stage.StartAsync(configure: o => o.InboxPolling = TimeSpan.FromSeconds(1));
        await stage.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(FailureCause.Cancelled, (await stage.EndAsync()).Failure!.Cause);
        Assert.True(stage.Time.Elapsed < TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Rule_15_every_instance_is_in_the_store_in_exactly_one_work_state()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w
            .On("running/A1", Acts.Hold(gate))
            .On("due/A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok)
            .On("suspended/A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        foreach (var id in new[] { "running", "due", "suspended", "ended" })
            await stage.BeginAsync(id);
        await stage.UntilWorkAsync("due", WorkState.Due);
        await stage.UntilWorkAsync("suspended", WorkState.Due);
        await stage.UntilWorkAsync("ended", WorkState.Terminal);
        await stage.UntilCalledAsync("A1", 4);
        await stage.Ann("suspended").SuspendAsync();

        var listed = (await stage.Node.Runtime.ListAsync(new InstanceQuery())).ToDictionary(i => i.Id, i => i.Status);
        Assert.Equal(WorkState.Ready, listed["running"].Work);
        Assert.Equal((WorkState.Due, stage.Time.Now + TimeSpan.FromHours(1)), (listed["due"].Work, listed["due"].DueAt));
        Assert.Equal((WorkState.Suspended, (DateTimeOffset?)null), (listed["suspended"].Work, listed["suspended"].DueAt));
        Assert.Equal((WorkState.Terminal, SagaStatus.Completed), (listed["ended"].Work, listed["ended"].Saga));
    }

    [Fact]
    public async Task Rule_15_a_killed_runner_is_found_from_the_store_alone()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A1", Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.StartAsync();

        // Nobody asks for it.
        await stage.DriveUntilAsync(() => stage.Work() == WorkState.Terminal, "it ended by itself");
        await stage.CheckAsync();
    }

    [Fact]
    public async Task Rule_15_resume_grants_fresh_attempts()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script().Pivot(retry: Retries.Times(3)), w => w.On("A1", [.. Enumerable.Repeat(Acts.Fail(), 5), Acts.Ok]));
        await stage.BeginAsync();
        await stage.SuspendedAsync();
        Assert.Equal(3, stage.World.Calls.Count);
        await stage.Ann().ResumeAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal([1, 2, 3, 1, 2, 3], stage.World.Calls.Select(c => c.Attempt));
    }

    [Fact]
    public async Task Rule_15_dormant_instances_come_back_in_time()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A1", Acts.Pend(TimeSpan.FromDays(3)), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal(TimeSpan.FromDays(3), stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
    }

    [Theory, InlineData(1), InlineData(-1)]
    public async Task Rule_16_a_jump_of_the_wall_clock_breaks_nothing(int hours)
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step(retry: Retries.Times(4)).Step(), w => w.On("A1", Acts.Fail(), Acts.Fail(), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.SettleAsync();
        stage.Time.JumpWall(TimeSpan.FromHours(hours));

        // Armed in this process before the jump: on time by the monotonic clock.
        await stage.PassAsync(TimeSpan.FromMilliseconds(999));
        Assert.Single(stage.World.Calls);
        await stage.PassAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, stage.World.Calls.Count);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_16_a_clock_that_went_back_between_two_processes_breaks_nothing()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(3, Retries.Times(4)), w => w.On("A2", Acts.Fail(), Acts.Ok).On("A3", Acts.Fail(), Acts.Reject()));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        stage.Time.JumpWall(TimeSpan.FromHours(-2));
        await stage.StartAsync();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
    }
}

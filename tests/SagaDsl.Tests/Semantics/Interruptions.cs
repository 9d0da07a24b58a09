using SagaDsl.Journal;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 5: attempts that a crash, a shutdown or a takeover cut off.</summary>
public class Interruptions
{
    [Fact]
    public async Task Rule_5_interrupted_counts_against_no_limit()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(1, Retries.Times(1)), w => w.On("A1", Acts.HoldDeaf(new Gate()), Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        for (var crash = 1; crash <= 2; crash++)
        {
            await stage.DriveUntilAsync(() => stage.World.Calls.Count >= crash, "A1 runs");
            await stage.StartAsync();
        }

        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal([1, 1, 1], stage.World.Calls.Select(c => c.Attempt));
        Assert.Single(stage.World.Calls.DistinctBy(c => c.Key));
    }

    [Fact]
    public async Task Rule_5_the_delay_grows_and_attention_is_raised_after_five()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1, Retries.Times(1)), w => w.On("A1", Acts.HoldDeaf(new Gate())));
        await stage.BeginAsync();
        var waits = new List<TimeSpan>();
        for (var crash = 1; crash <= 5; crash++)
        {
            await stage.DriveUntilAsync(() => stage.World.Calls.Count >= crash, "A1 runs");
            Assert.False(stage.Ledger.Statuses[Scenes.Id].Attention);
            await stage.SettleAsync();
            var died = stage.Time.Now;
            await stage.StartAsync();
            await stage.DriveUntilAsync(() => stage.World.Calls.Count > crash, "A1 runs again");
            waits.Add(stage.World.Calls[^1].BeganAt - died);
        }

        Assert.Equal([0, 1, 2, 4, 8], waits.Select(w => w.TotalSeconds));
        Assert.True(stage.Ledger.Statuses[Scenes.Id].Attention);
        Assert.Contains((await stage.EntriesAsync()).OfType<AttentionRaised>(), e => e.Step == "1");
    }

    [Fact]
    public async Task Rule_5_an_undo_that_is_interrupted_runs_again()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()).On("C1", Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("C1");
        await stage.StartAsync();

        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.Equal("A1 A2 C1", stage.World.Effects(Scenes.Id));
    }

    [Fact]
    public async Task Rule_5_a_cancellation_that_is_not_the_engines_is_unknown()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(1, Retries.Times(2)), w => w.On("A1", Acts.Throw(() => new OperationCanceledException("the callee's own"))));
        var outcome = await stage.RunAsync();

        stage.Called("A1 A1 C1");
        Assert.Equal((FailureCause.RetriesExhausted, 2), (outcome.Failure!.Cause, outcome.Failure.Attempts));
    }

    [Fact]
    public async Task Rule_5_a_shutdown_interrupts_what_its_token_reaches()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1, Retries.Times(1)), w => w.On("A1", Acts.Hold(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.DriveAsync(stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(3)));
        Assert.IsAssignableFrom<OperationCanceledException>(stage.World.Calls[0].Thrown);
        Assert.Equal(WorkState.Ready, (await stage.StoredAsync(Scenes.Id)).Status.Work);

        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal([1, 1], stage.World.Calls.Select(c => c.Attempt));
    }

    [Fact]
    public async Task Rule_5_at_most_once_interrupted_is_suspended_and_runs_again_only_when_asked()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step(atMostOnce: true), w => w.On("A1", Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.StartAsync();
        var snapshot = await stage.SuspendedAsync();
        Assert.Contains("'1'", snapshot.Suspended);

        // A further restart does not run it either.
        await stage.StartAsync();
        await stage.PassAsync(TimeSpan.FromDays(1));
        Assert.Single(stage.World.Calls);

        Assert.True((await stage.Ann().ResumeAsync()).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A1");
    }

    [Fact]
    public async Task Rule_5_at_most_once_unknown_is_suspended_and_can_be_supplied()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step(atMostOnce: true).Step(reads: [0]), w => w.On("A1", Acts.Fail()));
        await stage.BeginAsync();
        await stage.SuspendedAsync();
        stage.Called("A1");

        Assert.True((await stage.Ann().SupplyAsync(stage.Ref("1"), new StepValue("1", "by hand"))).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2");
        Assert.Equal("by hand", stage.World.Calls[1].Given[0]!.Key);
    }

    [Fact]
    public async Task Rule_5_at_most_once_cancelled_in_doubt_is_undone()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step(atMostOnce: true), w => w.On("A1", Acts.Fail()));
        await stage.BeginAsync();
        await stage.SuspendedAsync();
        Assert.True((await stage.Ann().CancelAsync()).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 C1");
    }

    [Fact]
    public async Task Rule_5_at_most_once_pending_may_be_asked_again()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step(atMostOnce: true), w => w.On("A1", Acts.Pend(TimeSpan.FromSeconds(1)), Acts.Ok));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        stage.Called("A1 A1");
    }

    [Fact]
    public async Task Rule_5_the_undo_of_a_step_at_most_once_is_retried_like_any()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script().Step(atMostOnce: true).Step(), w => w.On("A2", Acts.Reject()).On("C1", Acts.Fail(), Acts.Ok));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);
        stage.Called("A1 A2 C1 C1");
    }
}

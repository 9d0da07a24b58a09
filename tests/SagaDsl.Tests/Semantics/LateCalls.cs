using SagaDsl.Journal;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 7: calls that go on after their time, and what waits for them.</summary>
public class LateCalls
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Rule_7_a_retry_waits_for_the_call_before_it()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(2));
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.SlowAndDeaf(TimeSpan.FromSeconds(20), Acts.Fail()), Acts.Ok));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);

        stage.Called("A1 A1");
        Assert.True(stage.World.Calls[1].Began > stage.World.Calls[0].Ended);
        Assert.Equal(TimeSpan.FromSeconds(20), stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
    }

    [Fact]
    public async Task Rule_7_a_late_ok_counts_until_exhaustion_is_recorded()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(2)).Step(reads: [0]);
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.SlowAndDeaf(TimeSpan.FromSeconds(20))));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        stage.Called("A1 A2");
    }

    [Fact]
    public async Task Rule_7_after_exhaustion_a_late_ok_only_feeds_the_undo()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(1), undoNeedsResult: true).Step();
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.SlowAndDeaf(TimeSpan.FromSeconds(20))));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);

        stage.Called("A1 C1");
        Assert.Contains(await stage.EntriesAsync(), e => e is StepResultLearned { Step: "1" });
        Assert.Equal("1", stage.World.Calls[1].Given[0]!.Step);
        Assert.Equal(ActionOutcome.InDoubt, stage.World.Calls[1].ActionOutcome);
    }

    [Fact]
    public async Task Rule_7_a_call_that_never_ends_raises_attention_and_an_operator_may_treat_it_as_ended()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(1));
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.HoldDeaf(new Gate())), o => o.CancellationGrace = TimeSpan.FromSeconds(30));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().TreatAsEndedAsync(stage.Ref("1"))).Verdict);

        await stage.AttentionAsync();
        Assert.Equal(TimeSpan.FromSeconds(35), stage.Time.Now - stage.World.Calls[0].BeganAt);
        stage.Called("A1");

        Assert.True((await stage.Ann().TreatAsEndedAsync(stage.Ref("1"))).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 C1");
    }

    [Fact]
    public async Task Rule_7_a_call_that_never_ends_frees_its_slot_after_its_grace()
    {
        var saga = new Script().Step(timeout: Limit, retry: Retries.Times(1));
        await using var stage =
            await Scenes.OpenAsync(saga, w => w.On("stuck/A1", Acts.HoldDeaf(new Gate())),
                o => (o.MaxConcurrentCalls, o.CancellationGrace) = (1, TimeSpan.FromSeconds(30)));
        await stage.BeginAsync("stuck");
        await stage.UntilCalledAsync("A1");
        await stage.BeginAsync("other");
        await stage.SettleAsync();
        Assert.Single(stage.World.Calls);

        Assert.Equal(SagaStatus.Completed, (await stage.DriveAsync(stage.Node.Client["other"].WaitAsync())).Status);
        Assert.Equal(TimeSpan.FromSeconds(35), stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
    }

    [Fact]
    public async Task Rule_7_an_undo_waits_for_a_call_that_the_cancellation_does_not_reach()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.HoldDeaf(gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.Ann().CancelAsync();
        await stage.PassAsync(TimeSpan.FromSeconds(10));
        stage.Called("A1");
        Assert.Equal(WorkState.Ready, stage.Work());

        gate.Open();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 C1");
    }

    [Fact]
    public async Task Rule_7_an_undos_timeout_is_retried_when_the_call_has_ended()
    {
        var saga = new Script().Step(undoTimeout: Limit, undoRetry: Retries.EverySecond).Step();
        await using var stage =
            await Scenes.OpenAsync(saga, w => w.On("A2", Acts.Reject()).On("C1", Acts.SlowAndDeaf(TimeSpan.FromSeconds(20), Acts.Fail()), Acts.Ok));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);
        stage.Called("A1 A2 C1 C1");
        Assert.True(stage.World.Calls[3].Began > stage.World.Calls[2].Ended);
    }
}

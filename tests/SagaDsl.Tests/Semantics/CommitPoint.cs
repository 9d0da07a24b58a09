using SagaDsl.Definition;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 6: pivots and retriable steps.</summary>
public class CommitPoint
{
    private static Script Saga(RetryPolicy? pivot = null, RetryPolicy? retriable = null) =>
        new Script().Step().Pivot(retry: pivot ?? Retries.EverySecond).Retriable(retry: retriable ?? Retries.EverySecond);

    [Theory, InlineData("A2"), InlineData("A3")]
    public async Task Rule_6_unknown_is_retried_without_limit_with_attention(string label)
    {
        var failures = Enumerable.Repeat(Acts.Fail(), 50);
        await using var stage = await Scenes.OpenAsync(Saga(), w => w.On(label, [.. failures, Acts.Ok]));
        await stage.BeginAsync();
        await stage.AttentionAsync();
        Assert.Equal(5, stage.World.Calls.Count(c => c.Label == label));
        Assert.Contains($"'{label[1..]}'", (await stage.Node.Runtime.Instance(Scenes.Id).GetAsync()).Attention);

        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal(51, stage.World.Calls.Count(c => c.Label == label));
        Assert.False((await stage.StoredAsync(Scenes.Id)).Status.Attention);
    }

    [Theory, InlineData("A2"), InlineData("A3")]
    public async Task Rule_6_suspended_at_MaxAttempts(string label)
    {
        await using var stage =
            await Scenes.OpenAsync(Saga(Retries.Times(3), Retries.Times(3)), w => w.On(label, Acts.Fail(), Acts.Fail(), Acts.Fail(), Acts.Ok));
        await stage.BeginAsync();
        await stage.SuspendedAsync();
        Assert.Equal(3, stage.World.Calls.Count(c => c.Label == label));
        Assert.DoesNotContain(stage.World.Calls, c => c.IsUndo);

        Assert.True((await stage.Ann().ResumeAsync()).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_6_a_pivot_that_is_definitely_rejected_turns_back()
    {
        await using var stage = await Scenes.OpenAsync(Saga(), w => w.On("A2", Acts.Reject(definite: false)));
        var outcome = await stage.RunAsync();
        stage.Called("A1 A2 C1");
        Assert.Equal((SagaStatus.Compensated, "2"), (outcome.Status, outcome.Failure!.Step));
    }

    [Fact]
    public async Task Rule_6_a_pivot_that_is_rejected_after_doubt_is_suspended()
    {
        await using var stage = await Scenes.OpenAsync(Saga(), w => w.On("A2", Acts.Fail(), Acts.Reject(definite: false)));
        await stage.BeginAsync();
        var snapshot = await stage.SuspendedAsync();
        stage.Called("A1 A2 A2");
        Assert.Contains("'2'", snapshot.Suspended);
    }

    [Fact]
    public async Task Rule_6_a_pivot_that_is_definitely_rejected_after_doubt_turns_back()
    {
        await using var stage = await Scenes.OpenAsync(Saga(), w => w.On("A2", Acts.Fail(), Acts.Reject(definite: true)));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);
        stage.Called("A1 A2 A2 C1");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Rule_6_a_retriable_step_that_is_rejected_is_suspended(bool definite)
    {
        await using var stage = await Scenes.OpenAsync(Saga(), w => w.On("A3", Acts.Reject(definite: definite), Acts.Ok));
        await stage.BeginAsync();
        await stage.SuspendedAsync();
        stage.Called("A1 A2 A3");

        Assert.True((await stage.Ann().ResumeAsync()).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Without_a_pivot_the_first_scheduled_retriable_step_is_the_commit_point()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step().Retriable(retry: Retries.EverySecond), w => w.On("A2", Acts.Fail(), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        var answer = await stage.Ann().CancelAsync();
        Assert.Equal(CommandVerdict.Refused, answer.Verdict);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 A2");
    }
}

using SagaDsl.Definition;
using SagaDsl.Journal;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rules 1 to 4: what becomes of an attempt.</summary>
public class OutcomesOfAttempts
{
    [Fact]
    public async Task Rule_1_ok_is_recorded_with_its_result()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step().Step(reads: [0]));
        await stage.RunAsync();

        var completed = Assert.Single((await stage.EntriesAsync()).OfType<StepCompleted>(), e => e.Step == "1");
        Assert.Contains($"\"Key\":\"saga/scripted/{Scenes.Id}/1\"", completed.Payload.ToString());
        Assert.Equal((1, (OperatorAct?)null), (completed.Attempt, completed.By));
        Assert.Equal(new StepValue("1", $"saga/scripted/{Scenes.Id}/1"), stage.World.Calls[1].Given[0]);
    }

    [Fact]
    public async Task Rule_1_a_result_that_cannot_be_stored_leaves_the_step_in_doubt_without_retry()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Unstorable));
        var outcome = await stage.RunAsync();

        stage.Called("A1 A2 C2 C1");
        Assert.Equal((SagaStatus.Compensated, FailureCause.ResultNotStorable, "2"), (outcome.Status, outcome.Failure!.Cause, outcome.Failure.Step));
        Assert.Contains("cannot be written", outcome.Failure.Message);
        Assert.Contains(await stage.EntriesAsync(), e => e is StepInDoubt { Step: "2", Cause: InDoubtCause.ResultNotStorable });
    }

    [Fact]
    public async Task Rule_1_a_result_that_is_too_large_is_one_that_cannot_be_stored()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Large(5000)), o => o.MaxPayloadBytes = 4096);
        var outcome = await stage.RunAsync();

        stage.Called("A1 A2 C2 C1");
        Assert.Equal(FailureCause.ResultNotStorable, outcome.Failure!.Cause);
        Assert.Contains("4096", outcome.Failure.Message.Replace(",", "").Replace(".", ""));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Rule_1_at_and_after_the_commit_point_it_suspends(bool pivot)
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step().Pivot().Retriable(), w => w.On(pivot ? "A2" : "A3", Acts.Unstorable));
        await stage.BeginAsync();
        var snapshot = await stage.SuspendedAsync();

        stage.Called(pivot ? "A1 A2" : "A1 A2 A3");
        Assert.Contains("cannot be stored", snapshot.Suspended);
    }

    [Fact]
    public async Task Rule_2_rejected_at_the_first_attempt_is_definite_and_not_undone()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject(definite: false)));
        await stage.RunAsync();

        stage.Called("A1 A2 C1");
        Assert.Contains(await stage.EntriesAsync(), e => e is StepRejected { Step: "2", Definite: true });
    }

    [Theory]
    [InlineData(false, "A1 A2 A2 C2 C1")]
    [InlineData(true, "A1 A2 A2 C1")]
    public async Task Rule_2_rejected_after_an_unknown_attempt_leaves_the_step_in_doubt_unless_definite(bool definite, string calls)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2, Retries.Times(4)), w => w.On("A2", Acts.Fail(), Acts.Reject(definite: definite)));
        var outcome = await stage.RunAsync();

        stage.Called(calls);
        Assert.Equal((SagaStatus.Compensated, FailureCause.Rejected), (outcome.Status, outcome.Failure!.Cause));
    }

    [Theory]
    [InlineData(false, "A1 C1")]
    [InlineData(true, "A1")]
    public async Task Rule_2_rejected_after_an_interrupted_attempt_leaves_the_step_in_doubt_unless_definite(bool definite, string effects)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.HoldDeaf(new Gate()), Acts.Reject(definite: definite)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.StartAsync();
        await stage.EndAsync();

        Assert.Equal(effects, stage.World.Effects(Scenes.Id));
    }

    [Fact]
    public async Task Rule_2_a_pending_answer_before_a_rejection_leaves_no_doubt()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromSeconds(1)), Acts.Reject(definite: false)));
        await stage.RunAsync();
        stage.Called("A1 A1");
    }

    [Theory]
    [InlineData(true, true, "A1 A1")]
    [InlineData(true, false, "A1 A1 C1")]
    [InlineData(false, false, "A1 A1 C1")]
    public async Task Rule_2_exceptions_named_in_RejectOn_reject_with_their_own_definiteness(bool derived, bool definite, string calls)
    {
        var saga = new Script().Step(retry: Retries.Times(4), rejectOn: [new Rejection(typeof(RefusedException), definite)]);
        Exception Refusal() => derived ? new NarrowlyRefusedException("no") : new RefusedException("no");
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Fail(), Acts.Throw(Refusal)));
        var outcome = await stage.RunAsync();

        stage.Called(calls);
        Assert.Equal((FailureCause.Rejected, "no", Refusal().GetType().FullName), (outcome.Failure!.Cause, outcome.Failure.Message, outcome.Failure.ErrorType));
    }

    [Fact]
    public async Task Rule_3_pending_counts_against_no_limit_and_keeps_the_key()
    {
        var pending = Enumerable.Repeat(Acts.Pend(TimeSpan.FromMinutes(1)), 10);
        await using var stage = await Scenes.OpenAsync(Script.Of(1, Retries.Times(2)), w => w.On("A1", [.. pending, Acts.Fail(), Acts.Ok]));
        var outcome = await stage.RunAsync();

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(12, stage.World.Calls.Count);
        Assert.Single(stage.World.Calls.DistinctBy(c => c.Key));
        Assert.Equal([1, 2], stage.World.Calls.Select(c => c.Attempt).Distinct());
        Assert.All(stage.World.Calls.Take(10).Zip(stage.World.Calls.Skip(1)),
            pair => Assert.Equal(TimeSpan.FromMinutes(1), pair.Second.BeganAt - pair.First.BeganAt));
    }

    [Fact]
    public async Task Rule_3_pending_without_delay_is_asked_again_at_once()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.Zero), Acts.Pend(TimeSpan.Zero), Acts.Ok));
        await stage.RunAsync();
        stage.Called("A1 A1 A1");
        Assert.Equal(stage.World.Calls[0].BeganAt, stage.World.Calls[2].BeganAt);
    }

    [Fact]
    public async Task Rule_3_an_undo_may_be_pending_too()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(2),
                w => w.On("A2", Acts.Reject()).On("C1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await stage.RunAsync();
        stage.Called("A1 A2 C1 C1 C1");
        Assert.Equal(TimeSpan.FromHours(2), stage.World.Calls[4].BeganAt - stage.World.Calls[2].BeganAt);
    }

    [Fact]
    public async Task Rule_4_a_timeout_is_unknown_and_cancels_the_token()
    {
        var saga = new Script().Step(timeout: TimeSpan.FromSeconds(5), retry: Retries.Times(2));
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Slow(TimeSpan.FromSeconds(10))));
        var outcome = await stage.RunAsync();

        stage.Called("A1 A1 C1");
        Assert.Equal(FailureCause.RetriesExhausted, outcome.Failure!.Cause);
        Assert.Equal(TimeSpan.FromSeconds(6), stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
        Assert.IsAssignableFrom<OperationCanceledException>(stage.World.Calls[0].Thrown);
    }

    [Fact]
    public async Task Rule_4_a_call_within_its_time_is_ok()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script().Step(timeout: TimeSpan.FromSeconds(5)), w => w.On("A1", Acts.Slow(TimeSpan.FromSeconds(4))));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        stage.Called("A1");
    }

    [Fact]
    public async Task Rule_4_exhausted_runs_its_own_undo_knowing_that_the_action_is_in_doubt()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2, Retries.Times(1)), w => w.On("A2", Acts.Fail()));
        await stage.RunAsync();

        stage.Called("A1 A2 C2 C1");
        Assert.Equal([ActionOutcome.InDoubt, ActionOutcome.Ok], stage.World.Calls.Where(c => c.IsUndo).Select(c => c.ActionOutcome));
        Assert.Equal(stage.World.Calls[1].Key, stage.World.Calls[2].ActionKey);
    }
}

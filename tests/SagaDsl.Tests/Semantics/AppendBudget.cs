using SagaDsl.Journal;

namespace SagaDsl.Tests.Semantics;

/// <summary>How many records a run takes.</summary>
public class AppendBudget
{
    [Theory, InlineData(1), InlineData(2), InlineData(7)]
    public async Task A_sequence_of_n_steps_takes_n_plus_1(int n)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(n));
        await stage.RunAsync();
        Assert.Equal(n + 1, await stage.RecordsAsync());
        Assert.Equal(n + 1, stage.Node.Store.Appends);
    }

    [Fact]
    public async Task Any_DAG_of_n_steps_takes_at_most_n_plus_1()
    {
        var saga = new Script().Step(after: []).Step(after: []).Step(after: []).Step(after: [0, 1]).Step(after: [2]).Step(after: [3, 4]);
        await using var stage = await Scenes.OpenAsync(saga);
        await stage.RunAsync();
        Assert.InRange(await stage.RecordsAsync(), 2, 7);
    }

    [Fact]
    public async Task A_rejection_at_step_k_takes_2k_and_exhaustion_after_a_attempts_2k_plus_a()
    {
        for (var k = 1; k <= 4; k++)
        {
            await using var rejected = await Scenes.OpenAsync(Script.Of(4), w => w.On($"A{k}", Acts.Reject()));
            await rejected.RunAsync();
            Assert.Equal(2 * k, await rejected.RecordsAsync());

            for (var a = 1; a <= 3; a++)
            {
                await using var exhausted = await Scenes.OpenAsync(Script.Of(4, Retries.Times(a)), w => w.On($"A{k}", Acts.Fail()));
                await exhausted.RunAsync();
                Assert.Equal((2 * k) + a, await exhausted.RecordsAsync());
            }
        }
    }

    [Fact]
    public async Task A_takeover_takes_one_more()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A2");
        await stage.StartAsync();
        await stage.EndAsync();
        Assert.Equal(3 + 1, await stage.RecordsAsync());
    }

    [Fact]
    public async Task A_deadline_takes_one_more()
    {
        // Started; the deadline with all that follows from it; C1 and the end. Without it the pending answer: 2k + 1 pending.
        await using var stage =
            await Scenes.OpenAsync(new Script { Timeout = TimeSpan.FromMinutes(1) }.Step(), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1))));
        await stage.RunAsync();
        Assert.Equal(4, await stage.RecordsAsync());
    }

    [Fact]
    public async Task A_command_takes_one_more_and_a_refused_one_too()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        var before = await stage.RecordsAsync();
        await stage.Ann().ResumeAsync();
        await stage.Ann().SuspendAsync();
        Assert.Equal(before + 2, await stage.RecordsAsync());
        await stage.Ann().ResumeAsync();
        await stage.EndAsync();
        Assert.Equal(before + 3 + 1, await stage.RecordsAsync());
    }

    [Fact]
    public async Task The_first_pending_answer_takes_one_and_later_ones_none()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", [.. Enumerable.Repeat(Acts.Pend(TimeSpan.FromMinutes(1)), 25), Acts.Ok]));
        await stage.RunAsync();
        Assert.Equal(26, stage.World.Calls.Count);
        Assert.Equal(2 + 1, await stage.RecordsAsync());
    }

    [Fact]
    public async Task A_pending_answer_in_one_branch_takes_no_records_while_another_branch_runs()
    {
        var saga = new Script().Step(after: []).Step(after: []);
        await using var stage = await Scenes.OpenAsync(saga, w => w
            .On("A1", [.. Enumerable.Repeat(Acts.Pend(TimeSpan.FromMinutes(1)), 20), Acts.Ok])
            .On("A2", Acts.Slow(TimeSpan.FromMinutes(10))));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        Assert.Equal(21, stage.World.Calls.Count(c => c.Label == "A1"));
        Assert.InRange(await stage.RecordsAsync(), 3, 5);
    }

    [Fact]
    public async Task Retries_without_limit_take_none_at_the_longest_delay()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()).On("C1", [.. Enumerable.Repeat(Acts.Fail(), 200), Acts.Ok]));
        await stage.RunAsync();
        Assert.Equal(201, stage.World.Calls.Count(c => c.Label == "C1"));
        Assert.InRange(await stage.RecordsAsync(), 4, 20);
    }

    [Fact]
    public async Task A_late_result_takes_one_more()
    {
        var saga = new Script().Step(timeout: TimeSpan.FromSeconds(5), retry: Retries.Times(1));
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.SlowAndDeaf(TimeSpan.FromSeconds(20))));
        await stage.RunAsync();
        Assert.Equal(2 + 1 + 1, await stage.RecordsAsync());
        Assert.Single((await stage.EntriesAsync()).OfType<StepResultLearned>());
    }
}

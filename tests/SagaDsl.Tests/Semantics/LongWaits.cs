using SagaDsl.Definition;
using SagaDsl.Engine;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rules 13, 15 and 16: what waits long, or among many, is not forgotten.</summary>
public class LongWaits
{
    private static readonly RetryPolicy AfterAMinute =
        new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromMinutes(1), MaxDelay = TimeSpan.FromMinutes(1), Factor = 1, Jitter = false };

    [Fact]
    public async Task Rule_15_a_call_that_timed_out_is_retried_however_far_its_retry_is()
    {
        // The record of the timeout is written while the cancelled call still runs: the store has the instance as Ready.
        var saga = new Script().Step(retry: AfterAMinute, timeout: TimeSpan.FromSeconds(1));
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Slow(TimeSpan.FromHours(1)), Acts.Ok));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        stage.Called("A1 A1");
    }

    [Fact]
    public async Task Rule_16_a_timeout_longer_than_a_timer_can_be_set()
    {
        // On the system's clock, whose timers have that limit; nothing waits.
        var saga = new Script { Timeout = TimeSpan.FromDays(400) }.Step(timeout: TimeSpan.FromDays(60)).Step();
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Later).On("A2", Later), static o => o.TimeProvider = TimeProvider.System);
        var run = stage.Node.Client.RunAsync(Scenes.Id, new TestKit.Sagas.Order(Scenes.Id)).AsTask();
        await stage.Guard(run, "the end");
        Assert.Equal(SagaStatus.Completed, (await run).Status);
        stage.Called("A1 A2");

        static async Task<StepValue> Later(Call call)
        {
            await Task.Yield();
            return call.Value();
        }
    }

    [Fact]
    public async Task Rule_20_many_due_instances_that_cannot_run_here_do_not_hold_up_the_others()
    {
        const int many = 300;
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromSeconds(30)), Acts.Ok));
        for (var i = 0; i < many; i++)
            await stage.BeginAsync($"gone-{i:000}");
        await stage.UntilAsync(() => Enumerable.Range(0, many).All(i => stage.Work($"gone-{i:000}") == WorkState.Due), "all wait");

        // The next process lacks their saga. Another instance waits behind them.
        await stage.StartAsync(sagas: [new Script("fresh").Step()]);
        await stage.PassAsync(TimeSpan.FromMinutes(1));
        await stage.BeginAsync("other");
        await stage.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(many, stage.Node.Runtime.Unrunnable.Count);
        Assert.Equal(WorkState.Terminal, stage.Work("other"));
    }

    [Fact]
    public void Permits_that_thousands_gave_up_waiting_for_are_given_back_one_after_the_other()
    {
        var limit = new ConcurrencyLimit(1);
        Assert.True(limit.TryEnter());
        for (var i = 0; i < 200_000; i++)
            Assert.False(limit.TryEnter(new GaveUp()));
        limit.Exit();
        Assert.True(limit.TryEnter());
    }

    private sealed class GaveUp : IPermitWaiter
    {
        public bool TryGrant() => false;
    }
}

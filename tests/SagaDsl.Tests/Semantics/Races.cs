using SagaDsl.Journal;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 13: cancel and deadline against the pivot and the end.</summary>
public class Races
{
    private static Script WithPivot(TimeSpan? timeout = null) => new Script { Timeout = timeout }.Step().Pivot(retry: Retries.EverySecond).Retriable();

    [Fact]
    public async Task Rule_13_a_cancel_while_the_pivot_is_undecided_waits_for_it_and_lapses_when_it_is_ok()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(WithPivot(), w => w.On("A2", Acts.Hold(gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A2");
        Assert.Equal(CommandVerdict.Deferred, (await stage.Ann().CancelAsync()).Verdict);
        await stage.SettleAsync();
        Assert.False(stage.World.Running.Single().Context.CancellationToken.IsCancellationRequested);

        gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 A3");
    }

    [Fact]
    public async Task Rule_13_a_cancel_while_the_pivot_is_undecided_takes_effect_when_it_is_rejected()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(WithPivot(), w => w.On("A2", Acts.Hold(gate, Acts.Reject())));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A2");
        await stage.Ann().CancelAsync();
        gate.Open();

        var outcome = await stage.EndAsync();
        Assert.Equal((SagaStatus.Compensated, FailureCause.Cancelled, "ann"), (outcome.Status, outcome.Failure!.Cause, outcome.Failure.Actor));
        stage.Called("A1 A2 C1");
    }

    [Fact]
    public async Task Rule_13_a_cancel_that_waits_for_the_pivot_survives_a_crash()
    {
        await using var stage = await Scenes.OpenAsync(WithPivot(), w => w.On("A2", Acts.HoldDeaf(new Gate()), Acts.Reject()));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A2");
        await stage.Ann().CancelAsync();
        await stage.StartAsync();

        Assert.Equal(FailureCause.Cancelled, (await stage.EndAsync()).Failure!.Cause);
    }

    [Fact]
    public async Task Rule_13_the_deadline_does_not_touch_the_pivots_token()
    {
        await using var stage = await Scenes.OpenAsync(WithPivot(TimeSpan.FromMinutes(1)), w => w.On("A2", Acts.Slow(TimeSpan.FromMinutes(5))));
        var outcome = await stage.RunAsync();
        Assert.Equal(SagaStatus.Completed, outcome.Status);
        stage.Called("A1 A2 A3");
        Assert.Contains(await stage.EntriesAsync(), e => e is TimerFired);
    }

    [Fact]
    public async Task Rule_13_the_deadline_that_passed_meanwhile_takes_effect_when_the_pivot_is_rejected()
    {
        await using var stage = await Scenes.OpenAsync(WithPivot(TimeSpan.FromMinutes(1)), w => w.On("A2", Acts.Slow(TimeSpan.FromMinutes(5), Acts.Reject())));
        Assert.Equal(FailureCause.DeadlineExceeded, (await stage.RunAsync()).Failure!.Cause);
        stage.Called("A1 A2 C1");
    }

    [Fact]
    public async Task Rule_13_the_first_recorded_reason_stays()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(WithPivot(TimeSpan.FromMinutes(1)), w => w.On("A2", Acts.Hold(gate, Acts.Reject())));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A2");
        await stage.DriveUntilAsync(() => stage.Ledger.Lines.SelectMany(l => l.Record.Entries).OfType<TimerFired>().Any(), "the deadline is noted");
        Assert.Equal(CommandVerdict.Deferred, (await stage.Ann().CancelAsync()).Verdict);
        gate.Open();

        Assert.Equal(FailureCause.DeadlineExceeded, (await stage.EndAsync()).Failure!.Cause);
    }

    [Fact]
    public async Task Rule_13_a_cancel_after_a_rejection_changes_nothing()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()).On("C1", Acts.Fail(), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().CancelAsync()).Verdict);
        Assert.Equal(FailureCause.Rejected, (await stage.EndAsync()).Failure!.Cause);
    }

    [Fact]
    public async Task Rule_13_after_the_commit_point_cancel_is_refused_and_the_deadline_raises_attention()
    {
        await using var stage = await Scenes.OpenAsync(WithPivot(TimeSpan.FromMinutes(1)), w => w.On("A3", Acts.Pend(TimeSpan.FromMinutes(5)), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().CancelAsync()).Verdict);
        await stage.AttentionAsync();
        Assert.Equal(TimeSpan.FromMinutes(1), stage.Time.Elapsed);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 A3 A3");
    }

    [Fact]
    public async Task Rule_13_a_deadline_waits_while_suspended()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script { Timeout = TimeSpan.FromMinutes(1) }.Step().Step(),
                w => w.On("A1", Acts.Pend(TimeSpan.FromSeconds(30)), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        Assert.True((await stage.Ann().SuspendAsync()).IsAccepted);
        await stage.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(WorkState.Suspended, stage.Work());
        Assert.DoesNotContain(await stage.EntriesAsync(), e => e is TimerFired);

        Assert.True((await stage.Ann().ResumeAsync()).IsAccepted);
        Assert.Equal(FailureCause.DeadlineExceeded, (await stage.EndAsync()).Failure!.Cause);
        stage.Called("A1 C1");
    }

    [Fact]
    public async Task Rule_13_a_deadline_lapses_while_compensating()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script { Timeout = TimeSpan.FromMinutes(1) }.Step().Step(),
                w => w.On("A2", Acts.Reject()).On("C1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        var outcome = await stage.RunAsync();
        Assert.Equal(FailureCause.Rejected, outcome.Failure!.Cause);
        Assert.DoesNotContain(await stage.EntriesAsync(), e => e is TimerFired);
    }

    [Fact]
    public async Task Rule_13_a_deadline_cuts_a_running_call_short()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script { Timeout = TimeSpan.FromMinutes(1) }.Step().Step(), w => w.On("A1", Acts.Slow(TimeSpan.FromMinutes(10))));
        var outcome = await stage.RunAsync();
        Assert.Equal(FailureCause.DeadlineExceeded, outcome.Failure!.Cause);
        stage.Called("A1 C1");
        Assert.Equal(TimeSpan.FromMinutes(1), stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
    }

    [Fact]
    public async Task Rule_13_a_deadline_that_passed_while_no_process_ran_turns_it_back_at_once()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script { Timeout = TimeSpan.FromMinutes(1) }.Step().Step(), w => w.On("A1", Acts.HoldDeaf(new Gate()), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.KillAsync(stage.Node);
        stage.Time.Advance(TimeSpan.FromHours(1));
        await stage.StartAsync();
        Assert.Equal(FailureCause.DeadlineExceeded, (await stage.EndAsync()).Failure!.Cause);
        Assert.Equal("A1 C1", stage.World.Effects(Scenes.Id));
    }
}

using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 21: what a person can do to an instance.</summary>
public class Operators
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Rule_21_every_act_is_journaled_with_who_and_why_and_its_verdict()
    {
        await using var stage = await PendingAsync(Script.Of(2));
        Assert.True((await stage.Ann().SuspendAsync()).IsAccepted);
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SuspendAsync()).Verdict);
        Assert.Equal(CommandVerdict.Deferred, (await stage.Ann().CancelAsync()).Verdict);
        Assert.True((await stage.Ann().ResumeAsync()).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);

        var commands = (await stage.EntriesAsync()).OfType<CommandReceived>().ToList();
        Assert.All(commands, c => Assert.Equal(new OperatorAct("ann", "ticket 4711"), c.By));
        Assert.Equal(
            [(OperatorCommand.Suspend, CommandVerdict.Accepted), (OperatorCommand.Suspend, CommandVerdict.Refused),
                (OperatorCommand.Cancel, CommandVerdict.Deferred), (OperatorCommand.Resume, CommandVerdict.Accepted)],
            commands.Select(c => (c.Command, c.Verdict)));
        Assert.All(commands.Where(c => c.Verdict != CommandVerdict.Accepted), c => Assert.False(string.IsNullOrWhiteSpace(c.Why)));
    }

    [Theory, InlineData("", "why"), InlineData("ann", " ")]
    public async Task Rule_21_an_act_needs_an_actor_and_a_reason(string actor, string reason)
    {
        await using var stage = await PendingAsync(Script.Of(1));
        Assert.ThrowsAny<ArgumentException>(() => stage.Node.Runtime.Instance(Scenes.Id).As(actor, reason));
    }

    [Fact]
    public async Task Rule_21_retry_now_does_not_wait_and_grants_fresh_attempts()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1, Retries.Times(2)), w => w.On("A1", Acts.Fail(), Acts.Fail(), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        var before = stage.Time.Now;
        Assert.True((await stage.Ann().RetryNowAsync()).IsAccepted);
        await stage.UntilCalledAsync("A1", times: 2);
        Assert.Equal(before, stage.Time.Now);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_21_retry_now_with_nothing_waiting_is_refused()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Hold(gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().RetryNowAsync()).Verdict);
        gate.Open();
        await stage.EndAsync();
    }

    [Fact]
    public async Task Rule_21_suspend_lets_what_runs_end_and_starts_nothing_more()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A1", Acts.Hold(gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        Assert.True((await stage.Ann().SuspendAsync()).IsAccepted);
        Assert.False(stage.World.Running.Single().Context.CancellationToken.IsCancellationRequested);
        gate.Open();
        await stage.UntilAsync(() => stage.Ledger.Lines.SelectMany(l => l.Record.Entries).OfType<StepCompleted>().Any(), "A1 is recorded");
        await stage.PassAsync(Hour);
        stage.Called("A1");

        // It stays suspended in the next process too.
        await stage.StartAsync();
        await stage.PassAsync(Hour);
        stage.Called("A1");
        var snapshot = await stage.Node.Runtime.Instance(Scenes.Id).GetAsync();
        Assert.Equal((WorkState.Suspended, "ticket 4711"), (snapshot.Work, snapshot.Suspended));

        Assert.True((await stage.Ann().ResumeAsync()).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_21_what_a_person_suspended_only_a_resume_lets_go_on()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(new Script().Step(atMostOnce: true).Step(), w => w.On("A1", Acts.Hold(gate, Acts.Fail())));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.Ann().SuspendAsync();
        gate.Open();
        await stage.UntilAsync(() => stage.Ledger.Lines.SelectMany(l => l.Record.Entries).OfType<StepAttemptFailed>().Any(), "A1 is in doubt");
        Assert.True((await stage.Ann().SupplyAsync(stage.Ref("1"), new StepValue("1", "found"))).IsAccepted);
        await stage.SettleAsync();
        stage.Called("A1");
        Assert.Equal(WorkState.Suspended, stage.Work());

        await stage.Ann().ResumeAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2");
    }

    [Fact]
    public async Task Rule_21_resume_of_what_is_not_suspended_is_refused()
    {
        await using var stage = await PendingAsync(Script.Of(1));
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().ResumeAsync()).Verdict);
    }

    [Fact]
    public async Task Rule_21_a_skipped_step_that_was_never_attempted_is_not_undone()
    {
        await using var stage = await PendingAsync(Script.Of(4), w => w.On("A4", Acts.Reject()));
        Assert.True((await stage.Ann().SkipAsync(stage.Ref("2"))).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 A1 A3 A4 C3 C1");
    }

    [Fact]
    public async Task Rule_21_a_pivot_cannot_be_skipped_before_its_turn()
    {
        await using var stage = await PendingAsync(new Script().Step().Pivot().Retriable());
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SkipAsync(stage.Ref("2"))).Verdict);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A1 A2 A3");
    }

    [Fact]
    public async Task Rule_21_a_skipped_step_that_was_attempted_is_still_undone()
    {
        await using var stage = await PendingAsync(Script.Of(3), w => w.On("A3", Acts.Reject()));
        Assert.True((await stage.Ann().SkipAsync(stage.Ref("1"))).IsAccepted);
        var outcome = await stage.EndAsync();
        stage.Called("A1 A2 A3 C2 C1");
        Assert.Equal(["2", "1"], outcome.Failure!.Undone);
    }

    [Fact]
    public async Task Rule_21_skip_is_refused_where_a_consumer_needs_the_result()
    {
        await using var stage = await PendingAsync(new Script().Step().Step(reads: [0]).Step());
        var answer = await stage.Ann().SkipAsync(stage.Ref("1"));
        Assert.Equal(CommandVerdict.Refused, answer.Verdict);
        Assert.Contains("'2'", answer.Why);

        // The saga's own result is a consumer too.
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SkipAsync(stage.Ref("3"))).Verdict);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_21_a_supplied_result_is_used_and_undone_like_an_ok()
    {
        var saga = new Script().Step(undoNeedsResult: true).Step(reads: [0]);
        await using var stage = await PendingAsync(saga, w => w.On("A2", Acts.Reject()));
        Assert.True((await stage.Ann().SupplyAsync(stage.Ref("1"), new StepValue("1", "by phone"))).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 C1");
        Assert.All(stage.World.Calls.Skip(1), c => Assert.Equal("by phone", c.Given[0]!.Key));
        Assert.Equal(ActionOutcome.Ok, stage.World.Calls[2].ActionOutcome);
        Assert.Equal("ann", Assert.Single((await stage.EntriesAsync()).OfType<StepCompleted>()).By!.Actor);
    }

    [Fact]
    public async Task Rule_21_a_supplied_result_is_type_checked()
    {
        await using var stage = await PendingAsync(Script.Of(2));
        await Assert.ThrowsAnyAsync<Exception>(async () => await stage.Ann().SupplyAsync(new StepRef<int>("scripted", "1"), 42));
        Assert.Empty((await stage.EntriesAsync()).OfType<StepCompleted>());

        // From another process it comes as JSON.
        await stage.Node.Store.Inner.SendAsync(SagaMessage.OfCommand("m-1", Scenes.Id, OperatorCommand.Supply, new("bob", "by post"), "1",
            new("42"u8.ToArray())), default);
        await stage.PassAsync(TimeSpan.FromMinutes(20));
        var refused = Assert.Single((await stage.EntriesAsync()).OfType<CommandReceived>());
        Assert.Equal((CommandVerdict.Refused, "bob"), (refused.Verdict, refused.By.Actor));
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_21_supply_for_a_step_that_is_not_scheduled_or_ended_is_refused()
    {
        await using var stage = await PendingAsync(Script.Of(2), w => w.On("A2", Acts.Pend(Hour), Acts.Ok));
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SupplyAsync(stage.Ref("2"), new StepValue("2", "k"))).Verdict);
        await stage.DriveUntilAsync(() => stage.World.Calls.Any(c => c.Label == "A2") && stage.Work() == WorkState.Due, "step 2 is pending");
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SupplyAsync(stage.Ref("1"), new StepValue("1", "k"))).Verdict);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_21_only_when_no_call_of_the_step_runs()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(3), w => w.On("A2", Acts.Hold(gate)));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A2");
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SkipAsync(stage.Ref("2"))).Verdict);
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SupplyAsync(stage.Ref("2"), new StepValue("2", "k"))).Verdict);
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().AbandonAsync()).Verdict);
        gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_21_a_call_that_waits_for_a_slot_does_not_run_yet()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("other/A1", Acts.Hold(gate)), o => o.MaxConcurrentCalls = 1);
        await stage.BeginAsync("other");
        await stage.UntilCalledAsync("A1");
        await stage.BeginAsync();
        await stage.SettleAsync();
        Assert.True((await stage.Ann().SupplyAsync(stage.Ref("1"), new StepValue("1", "by hand"))).IsAccepted);
        gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A2");
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("other")).Status);
    }

    [Fact]
    public async Task Rule_21_done_by_hand_counts_as_undone()
    {
        await using var stage = await FailingUndoAsync();
        Assert.True((await stage.Ann().DoneByHandAsync(stage.Ref("2"))).IsAccepted);
        var outcome = await stage.EndAsync();
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(["2", "1"], outcome.Failure!.Undone);
        Assert.Equal("C1", stage.World.Calls[^1].Label);
    }

    [Fact]
    public async Task Rule_21_done_by_hand_keeps_the_order()
    {
        await using var stage = await FailingUndoAsync();
        var answer = await stage.Ann().DoneByHandAsync(stage.Ref("1"));
        Assert.Equal(CommandVerdict.Refused, answer.Verdict);
        Assert.Contains("'2'", answer.Why);
    }

    [Fact]
    public async Task Rule_21_a_skipped_undo_ends_abandoned_with_the_list_of_what_was_left()
    {
        await using var stage = await FailingUndoAsync();
        Assert.True((await stage.Ann().SkipAsync(stage.Ref("2"))).IsAccepted);
        var outcome = await stage.EndAsync();
        Assert.Equal(SagaStatus.Abandoned, outcome.Status);
        Assert.Equal(["2"], outcome.Failure!.NotUndone);
        Assert.Equal(["1"], outcome.Failure.Undone);
        Assert.Equal(FailureCause.Rejected, outcome.Failure.Cause);
    }

    [Fact]
    public async Task Rule_21_abandon_lists_what_may_have_happened()
    {
        await using var stage = await PendingAsync(Script.Of(3), label: "A2");
        Assert.True((await stage.Ann().AbandonAsync()).IsAccepted);
        var outcome = await stage.EndAsync();
        Assert.Equal(SagaStatus.Abandoned, outcome.Status);
        Assert.Equal(["1", "2"], outcome.Failure!.NotUndone);
        Assert.Equal("ann", outcome.Failure.Actor);
        Assert.Throws<InvalidOperationException>(() => outcome.Result);
        stage.Called("A1 A2");
    }

    [Fact]
    public async Task Rule_21_acts_on_what_is_not_there()
    {
        await using var stage = await PendingAsync(Script.Of(1));
        await Assert.ThrowsAsync<SagaNotFoundException>(async () => await stage.Ann("nobody").CancelAsync());
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SkipAsync(new StepRef("scripted", "nothing"))).Verdict);
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().SkipAsync(new StepRef("another", "1"))).Verdict);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_21_acts_given_while_a_process_dies_have_their_effect_once()
    {
        var performance = new Performance
        {
            Saga = () => Script.Of(2),
            World = w => w.On("A1", Acts.Pend(Hour)),
            Play = async (stage, node) =>
            {
                var handle = await node.Client.StartAsync(Scenes.Id, Runs.Order);
                await stage.UntilAsync(() => stage.World.Calls.Count > 0 || node.IsDead, "A1 was called");
                if ((await handle.GetAsync()).Status == SagaStatus.Running)
                    await handle.As("ann", "no longer needed").CancelAsync();
                await stage.DriveAsync(handle.WaitAsync());
            },
        };
        foreach (var (where, cut) in Performance.Cuts(5))
        {
            await using var stage = await performance.GiveAsync(new MemoryBacking(), cut);
            Runs.Same("A1 C1", stage.World.Effects(Scenes.Id), stage, where);
            Assert.Equal("no longer needed", Assert.Single((await stage.EntriesAsync()).OfType<CompensationStarted>()).By!.Reason);
        }
    }

    // The step with the label is pending for an hour.
    private static async Task<Stage> PendingAsync(Script saga, Action<World>? world = null, string label = "A1")
    {
        var stage = await Scenes.OpenAsync(saga, w =>
        {
            w.On(label, Acts.Pend(Hour), Acts.Ok);
            world?.Invoke(w);
        });
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        return stage;
    }

    // 1 and 2 are done, 3 was rejected, the undo of 2 keeps failing.
    private static async Task<Stage> FailingUndoAsync()
    {
        var stage = await Scenes.OpenAsync(Script.Of(3), w => w.On("A3", Acts.Reject()).On("C2", Acts.Fail()));
        await stage.BeginAsync();
        await stage.AttentionAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        return stage;
    }
}

using SagaDsl.Journal;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rules 9 to 12: what starts when, forward and back.</summary>
public class Order
{
    [Fact]
    public async Task Rule_9_without_After_a_step_waits_for_every_sink_above_it()
    {
        // 1 and 2 at once, 3 after 1, 4 after all that no other waits for: 2 and 3.
        var saga = new Script().Step(after: []).Step(after: []).Step(after: [0]).Step();
        var (first, second) = (new Gate(), new Gate());
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Hold(first)).On("A2", Acts.Hold(second)));
        await stage.BeginAsync();
        await stage.UntilAsync(() => stage.World.Running.Count == 2, "1 and 2 run at once");

        first.Open();
        await stage.UntilCalledAsync("A3");
        await stage.SettleAsync();
        Assert.DoesNotContain(stage.World.Calls, c => c.Label == "A4");

        second.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.EndsWith("A3 A4", stage.World.Labels(Scenes.Id));
    }

    [Fact]
    public async Task Case_6_only_the_pending_branch_is_asked_again()
    {
        var saga = new Script().Step(after: []).Step(after: []);
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Pend(Notation.PendingDelay), Acts.Ok));
        await stage.RunAsync();
        Assert.Equal(["A1", "A1", "A2"], stage.World.Calls.Select(c => c.Label).Order());
        Assert.Equal("A1", stage.World.Calls[2].Label);
    }

    [Fact]
    public async Task Rule_10_no_new_step_is_scheduled_after_turning_back()
    {
        // 1 ∥ 2, 3 after 1. 2 is rejected while 1 runs.
        var saga = new Script().Step(after: [], undoNeedsResult: true).Step(after: []).Step(after: [0]);
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Hold(gate)).On("A2", Acts.Reject()));
        await stage.BeginAsync();
        await stage.UntilAsync(() => stage.Ledger.Statuses[Scenes.Id].Saga == SagaStatus.Compensating, "it turned back");
        await stage.SettleAsync();
        Assert.Single(stage.World.Running);

        gate.Open();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.Equal(["A1", "A2", "C1"], stage.World.Calls.Select(c => c.Label).Order());
        Assert.Equal((ActionOutcome.Ok, "1"), (stage.World.Calls[^1].ActionOutcome, stage.World.Calls[^1].Given[0]!.Step));
    }

    [Fact]
    public async Task Rule_10_a_running_call_is_cancelled_where_the_undo_can_do_without_its_result()
    {
        var saga = new Script().Step(after: []).Step(after: []);
        var rejection = new Gate();
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Hold(new Gate())).On("A2", Acts.Hold(rejection, Acts.Reject())));
        await stage.BeginAsync();
        await stage.UntilAsync(() => stage.World.Running.Count == 2, "both run");
        rejection.Open();

        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.IsAssignableFrom<OperationCanceledException>(stage.World.Calls.Single(c => c.Label == "A1").Thrown);
        Assert.Equal("C1", stage.World.Calls[^1].Label);
        Assert.Equal(ActionOutcome.InDoubt, stage.World.Calls[^1].ActionOutcome);
        Assert.Contains(await stage.EntriesAsync(), e => e is StepInDoubt { Step: "1", Cause: InDoubtCause.TurnedBack });
    }

    [Fact]
    public async Task Rule_10_a_step_in_doubt_whose_undo_needs_its_result_is_asked_again()
    {
        var saga = new Script().Step(after: [], undoNeedsResult: true, retry: Retries.Times(3)).Step(after: []);
        var rejection = new Gate();
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Fail(), Acts.Fail(), Acts.Ok).On("A2", Acts.Hold(rejection, Acts.Reject())));
        await stage.BeginAsync();
        await stage.UntilAsync(() => stage.World.Calls.Any(c => c.Label == "A1" && c.Ended is not null), "A1 failed once");
        rejection.Open();

        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.Equal(3, stage.World.Calls.Count(c => c.Label == "A1"));
        Assert.Single(stage.World.Calls.Where(c => c.Label == "A1").DistinctBy(c => c.Key));
        Assert.Equal("C1", stage.World.Calls[^1].Label);
    }

    [Fact]
    public async Task Rule_10_when_its_attempts_run_out_the_undo_is_blocked_until_a_person_helps()
    {
        var saga = new Script().Step(undoNeedsResult: true, retry: Retries.Times(2));
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.Fail()));
        await stage.BeginAsync();
        var snapshot = await stage.SuspendedAsync();
        stage.Called("A1 A1");
        Assert.Contains("result of step '1'", snapshot.Suspended);

        Assert.True((await stage.Ann().SupplyAsync(stage.Ref("1"), new StepValue("1", "found out"))).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 A1 C1");
        Assert.Equal("found out", stage.World.Calls[2].Given[0]!.Key);
    }

    [Fact]
    public async Task Rule_11_undo_in_exact_reverse()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(5), w => w.On("A5", Acts.Reject()));
        await stage.RunAsync();
        stage.Called("A1 A2 A3 A4 A5 C4 C3 C2 C1");
    }

    [Fact]
    public async Task Rule_11_along_a_DAG_an_undo_waits_for_its_dependents_only()
    {
        // 1, then 2 ∥ 3, 4 after 2, and 5 after all. 5 is rejected, the undo of 4 hangs: 3 is undone, 2 and 1 wait.
        var saga = new Script().Step().Step(after: [0]).Step(after: [0]).Step(after: [1]).Step(after: [2, 3]);
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A5", Acts.Reject()).On("C4", Acts.Hold(gate)));
        await stage.BeginAsync();
        await stage.UntilAsync(() => stage.World.Calls.Any(c => c.Label == "C3" && c.Ended is not null) && stage.World.Running.Any(c => c.Label == "C4"),
            "C3 is done and C4 runs");
        await stage.SettleAsync();
        Assert.DoesNotContain(stage.World.Calls, c => c.Label is "C1" or "C2");

        gate.Open();
        var outcome = await stage.EndAsync();
        Assert.EndsWith("C2 C1", stage.World.Labels(Scenes.Id));
        Assert.Equal(["3", "4", "2", "1"], outcome.Failure!.Undone);
    }

    [Fact]
    public async Task Rule_11_undos_that_are_ready_start_in_reverse_of_their_outcomes()
    {
        var saga = new Script().Step(after: []).Step(after: []).Step(after: []).Step(after: [0, 1, 2]);
        var gates = new[] { new Gate(), new Gate(), new Gate() };
        await using var stage =
            await Scenes.OpenAsync(saga,
                w => w.On("A1", Acts.Hold(gates[0])).On("A2", Acts.Hold(gates[1])).On("A3", Acts.Hold(gates[2])).On("A4", Acts.Reject()));
        await stage.BeginAsync();
        foreach (var (step, done) in new[] { (2, 1), (0, 2), (1, 3) })
        {
            gates[step].Open();
            await stage.UntilAsync(() => stage.Ledger.Lines.SelectMany(l => l.Record.Entries).OfType<StepCompleted>().Count() >= done,
                $"{done} steps are done");
        }

        await stage.EndAsync();
        var scheduled = (await stage.EntriesAsync()).OfType<CompensationScheduled>().Select(e => e.Step);
        Assert.Equal(["2", "1", "3"], scheduled);
    }

    [Fact]
    public async Task Rule_11_NoCompensation_counts_as_undone()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step().Step(noCompensation: "reads only").Step(), w => w.On("A3", Acts.Reject()));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);
        stage.Called("A1 A2 A3 C1");
    }

    [Fact]
    public async Task Rule_12_a_failing_undo_is_retried_without_limit_with_attention()
    {
        var failures = Enumerable.Repeat(Acts.Fail(), 30);
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()).On("C1", [.. failures, Acts.Ok]));
        await stage.BeginAsync();
        await stage.AttentionAsync();
        Assert.Equal(5, stage.World.Calls.Count(c => c.Label == "C1"));
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.Equal(31, stage.World.Calls.Count(c => c.Label == "C1"));
    }

    [Fact]
    public async Task Rule_12_a_rejection_by_an_undo_is_a_failure_with_immediate_attention()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()).On("C1", Acts.Reject("not refundable"), Acts.Ok));
        await stage.BeginAsync();
        await stage.AttentionAsync();
        Assert.Equal(1, stage.World.Calls.Count(c => c.Label == "C1"));
        Assert.Contains("not refundable", (await stage.Node.Runtime.Instance(Scenes.Id).GetAsync()).Attention);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 C1 C1");
    }

    [Fact]
    public async Task Rule_12_a_blocked_undo_holds_only_those_that_wait_for_it()
    {
        // 1; then 2 ∥ 3; 3 is done and its result cannot be stored, so its undo is blocked: 2 is undone, 1 waits.
        var saga = new Script().Step().Step(after: [0]).Step(after: [0], undoNeedsResult: true);
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A3", Acts.Unstorable));
        await stage.BeginAsync();
        await stage.SuspendedAsync();
        Assert.Equal(["A1", "A2", "A3", "C2"], stage.World.Calls.Select(c => c.Label).Order());

        Assert.True((await stage.Ann().DoneByHandAsync(stage.Ref("3"))).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.Equal("C1", stage.World.Calls[^1].Label);
    }

    [Fact]
    public async Task Rule_12_an_undo_with_a_limit_is_suspended_at_it()
    {
        await using var stage =
            await Scenes.OpenAsync(new Script().Step(undoRetry: Retries.Times(2)).Step(),
                w => w.On("A2", Acts.Reject()).On("C1", Acts.Fail(), Acts.Fail(), Acts.Ok));
        await stage.BeginAsync();
        var snapshot = await stage.SuspendedAsync();
        Assert.Contains("'1'", snapshot.Suspended);
        stage.Called("A1 A2 C1 C1");
        Assert.True((await stage.Ann().RetryNowAsync()).IsAccepted);
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
    }
}

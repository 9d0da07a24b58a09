namespace SagaDsl.Tests.Acceptance;

/// <summary>Acceptance cases about crashes and repeated starts.</summary>
public class CrashCases
{
    [Theory, InlineData(Stores.Memory)]
    public async Task Case_15_two_crashes_anywhere_leave_the_effects_as_they_are(string store)
    {
        var expected = Notation.Parse("A1 A2!U A2!U C2 C1 → Compensated");
        var cuts = Performance.Cuts(9).ToList();
        foreach (var first in cuts)
        {
            foreach (var second in cuts)
                await Runs.CutAsync($"{first.Where}, then {second.Where}", expected, () => Script.Of(2, Retries.Times(2)), store, null, null, null,
                    first.Faults, second.Faults);
        }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Case_15_a_process_that_dies_again_and_again(string store)
    {
        // Every process lives for two appends.
        var cuts = Enumerable.Repeat((Func<int, AppendFault>)(n => n == 2 ? AppendFault.KillAfter : AppendFault.None), 10).ToArray();
        await Runs.CutAsync("a crash at every second append", Notation.Parse("A1 A2!U C2 C1 → Compensated"), () => Script.Of(2, Retries.Times(1)), store, null,
            null, null, cuts);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Case_16_what_was_recorded_is_not_called_again(string store)
    {
        var performance = new Performance { Saga = () => Script.Of(2), World = _ => { } };
        await using var stage = await performance.GiveAsync(Stores.Open(store), n => n == 2 ? AppendFault.KillAfter : AppendFault.None);
        Assert.Equal("A1 A2", stage.World.Labels(Performance.Id));

        var again = await stage.Node.Client.StartAsync(Performance.Id, Runs.Order);
        Assert.False(again.IsNew);
        var outcome = await stage.DriveAsync(again.WaitAsync());
        Assert.Equal(new StepValue("2", $"saga/scripted/{Performance.Id}/2"), outcome.Result);
        Assert.Equal("A1 A2", stage.World.Labels(Performance.Id));

        // And by a process that never saw it run.
        var node = await stage.StartAsync();
        Assert.Equal(outcome.Result, (await stage.DriveAsync(node.Client.RunAsync(Performance.Id, Runs.Order))).Result);
        Assert.Equal("A1 A2", stage.World.Labels(Performance.Id));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_19_cancelled_while_a_step_runs(string store)
    {
        Gate gate = null!;
        return Runs.HoldsAsync("A1 C1 → Compensated", () => Script.Of(2), store,
            world: w => w.On("A1", Acts.HoldDeaf(gate = new Gate())),
            play: async (stage, node) =>
            {
                var handle = await node.Client.StartAsync(Performance.Id, Runs.Order);
                await stage.UntilAsync(() => stage.World.Running.Any(c => c.Label == "A1") || stage.Ledger.Statuses[handle.Id].Saga != SagaStatus.Running,
                    "A1 runs");
                if (stage.Ledger.Statuses[handle.Id].Saga == SagaStatus.Running)
                    await handle.As("ann", "changed her mind").CancelAsync();
                gate.Open();
                await stage.DriveAsync(handle.WaitAsync());
            },
            check: (stage, _) =>
            {
                Assert.True(stage.World.Calls[1].Began > stage.World.Calls[0].Ended);
                return Task.CompletedTask;
            },
            checkCut: (_, outcome) =>
            {
                Assert.Equal((FailureCause.Cancelled, "ann"), (outcome.Failure!.Cause, outcome.Failure.Actor));
                Assert.Contains("changed her mind", outcome.Failure.Message);
            });
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Case_21_a_late_reply_comes_before_the_undo(bool undoNeedsResult)
    {
        var late = TimeSpan.FromSeconds(20);
        var performance = new Performance
        {
            Saga = () => new Script().Step(timeout: TimeSpan.FromSeconds(5), retry: Retries.Times(1), undoNeedsResult: undoNeedsResult),
            World = w => w.On("A1", Acts.SlowAndDeaf(late)),
        };
        await using var stage = await performance.GiveAsync(new MemoryBacking());

        Assert.Equal("A1 C1", stage.World.Labels(Performance.Id));
        var (action, undo) = (stage.World.Calls[0], stage.World.Calls[1]);
        Assert.True(undo.Began > action.Ended);
        Assert.Equal(late, undo.BeganAt - action.BeganAt);
        if (undoNeedsResult)
            Assert.Equal("1", undo.Given[0]!.Step);
        Assert.Equal(SagaStatus.Compensated, (await Runs.OutcomeAsync(stage)).Status);
    }
}

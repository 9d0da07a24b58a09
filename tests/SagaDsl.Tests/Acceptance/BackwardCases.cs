namespace SagaDsl.Tests.Acceptance;

/// <summary>Acceptance cases in which the saga turns back, each undisturbed and with the process cut at every append.</summary>
public class BackwardCases
{
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_2_a_rejection(string store) =>
        Runs.HoldsAsync("A1 A2!R C1 → Compensated", () => Script.Of(2), store, records: 4, checkCut: (_, outcome) =>
        {
            Assert.Equal((FailureCause.Rejected, "2"), (outcome.Failure!.Cause, outcome.Failure.Step));
            Assert.Contains(Notation.Reason, outcome.Failure.Message);
            Assert.Equal(typeof(StepRejectedException).FullName, outcome.Failure.ErrorType);
            Assert.Equal(["1"], outcome.Failure.Undone);
        });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_4_an_undo_is_retried(string store) =>
        Runs.HoldsAsync("A1 A2!R C1!U C1 → Compensated", () => new Script().Step(undoRetry: Retries.EverySecond).Step(), store, records: 5,
            play: async (stage, node) =>
            {
                var handle = await node.Client.StartAsync(Performance.Id, Runs.Order);
                if (stage.Nodes.Count == 1)
                {
                    await stage.UntilWorkAsync(handle.Id, WorkState.Due);
                    Assert.Equal(SagaStatus.Compensating, (await handle.GetAsync()).Status);
                }

                await stage.DriveAsync(handle.WaitAsync());
            });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_7_the_first_step_is_rejected(string store) =>
        Runs.HoldsAsync("A1!R → Compensated", () => Script.Of(2), store, records: 2);

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_8_retries_run_out(string store) =>
        Runs.HoldsAsync("A1 A2!U C2 C1 → Compensated", () => Script.Of(2, Retries.Times(1)), store, records: 5);

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_9_the_deadline(string store) =>
        Runs.HoldsAsync("A1~ C1 → Compensated", () => new Script { Timeout = TimeSpan.FromMinutes(30) }.Step().Step(), store,
            world: w => w.On("A1", Acts.Pend(TimeSpan.FromMinutes(60))),
            check: (stage, _) =>
            {
                Assert.Equal(TimeSpan.FromMinutes(30), stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
                return Task.CompletedTask;
            },
            checkCut: (_, outcome) =>
            {
                Assert.Equal(FailureCause.DeadlineExceeded, outcome.Failure!.Cause);
                Assert.Contains("deadline", outcome.Failure.Message);
                Assert.Equal(["1"], outcome.Failure.Undone);
            });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_13_the_retry_limit_is_not_enough(string store) =>
        Runs.HoldsAsync("A1 A2!U A2!U C2 C1 → Compensated", () => Script.Of(2, Retries.Times(2)), store, records: 6, checkCut: (_, outcome) =>
        {
            Assert.Equal((FailureCause.RetriesExhausted, "2", 2), (outcome.Failure!.Cause, outcome.Failure.Step, outcome.Failure.Attempts));
            Assert.Contains("retry limit", outcome.Failure.Message);
            Assert.Contains("lost reply", outcome.Failure.Message);
            Assert.Equal(["2", "1"], outcome.Failure.Undone);
        });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_18b_an_undo_with_immediate_retries(string store) =>
        Runs.HoldsAsync("A1 A2 A3!R C2!U C2 C1 → Compensated", () => new Script().Step().Step(undoRetry: Retries.Immediately(3)).Step(), store);

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Case_22_failure_at_every_step(string store)
    {
        const int n = 4;
        for (var k = 1; k <= n; k++)
        {
            var before = string.Join(' ', Enumerable.Range(1, k - 1).Select(i => $"A{i}"));
            var undos = string.Join(' ', Enumerable.Range(1, k - 1).Reverse().Select(i => $"C{i}"));
            await Runs.HoldsAsync($"{before} A{k}!R {undos} → Compensated", () => Script.Of(n), store, records: 2 * k);
            await Runs.HoldsAsync($"{before} A{k}!U A{k}!U C{k} {undos} → Compensated", () => Script.Of(n, Retries.Times(2)), store, records: (2 * k) + 2);
        }
    }
}

namespace SagaDsl.Tests.Acceptance;

/// <summary>Acceptance cases in which the saga goes forward, each undisturbed and with the process cut at every append.</summary>
public class ForwardCases
{
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_1_all_ok(string store) =>
        Runs.HoldsAsync("A1 A2 → Completed", () => Script.Of(2), store, records: 3, check: (stage, outcome) =>
        {
            Assert.Equal("2", ((SagaOutcome<StepValue>)outcome).Result.Step);
            return Task.CompletedTask;
        });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_3_pending_then_ok(string store) =>
        Runs.HoldsAsync("A1~ A1 A2 → Completed", () => Script.Of(2), store, records: 4,
            play: async (stage, node) =>
            {
                var handle = await node.Client.StartAsync(Performance.Id, Runs.Order);
                if (stage.Nodes.Count == 1)
                {
                    await stage.UntilWorkAsync(handle.Id, WorkState.Due);
                    Assert.Equal("A1", stage.World.Labels(handle.Id));
                    Assert.Equal(SagaStatus.Running, (await handle.GetAsync()).Status);
                }

                await stage.DriveAsync(handle.WaitAsync());
            },
            check: (stage, _) =>
            {
                Assert.Equal(Notation.PendingDelay, stage.World.Calls[1].BeganAt - stage.World.Calls[0].BeganAt);
                return Task.CompletedTask;
            });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_5_a_step_without_compensation(string store) =>
        Runs.HoldsAsync("A1 A2 → Completed", () => new Script().Step(noCompensation: "reads only").Step(result: false, undo: false), store, records: 3);

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_10_the_delay_doubles(string store) =>
        Runs.HoldsAsync("A1!U A1!U A1!U A1 → Completed", () => new Script().Step(retry: Retries.Times(4)), store, records: 5,
            play: async (stage, node) =>
            {
                var handle = await node.Client.StartAsync(Performance.Id, Runs.Order);
                if (stage.Nodes.Count == 1)
                {
                    await stage.UntilWorkAsync(handle.Id, WorkState.Due);
                    await stage.PassAsync(TimeSpan.FromMilliseconds(999));
                    Assert.Single(stage.World.Calls);
                    stage.Time.Advance(TimeSpan.FromMilliseconds(1));
                    await stage.UntilCalledAsync("A1", times: 2);
                }

                await stage.DriveAsync(handle.WaitAsync());
            },
            check: (stage, _) =>
            {
                Assert.Equal([1, 2, 4], Gaps(stage));
                return Task.CompletedTask;
            });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_11_a_pending_delay_does_not_grow(string store) =>
        Runs.HoldsAsync("A1~ A1~ A1~ A1 → Completed", () => Script.Of(1), store, records: 3, check: (stage, _) =>
        {
            Assert.Equal([10, 10, 10], Gaps(stage));
            return Task.CompletedTask;
        });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_12_the_retry_limit_is_enough(string store) =>
        Runs.HoldsAsync("A1 A2!U A2!U A2!U A2 → Completed", () => Script.Of(2, Retries.Times(4)), store, records: 6);

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Case_18a_immediate_retries(string store) =>
        Runs.HoldsAsync("A1 A2!U A2 → Completed", () => Script.Of(2, Retries.Immediately(3)), store);

    private static double[] Gaps(Stage stage) =>
        [.. stage.World.Calls.Zip(stage.World.Calls.Skip(1), (a, b) => (b.BeganAt - a.BeganAt).TotalSeconds)];
}

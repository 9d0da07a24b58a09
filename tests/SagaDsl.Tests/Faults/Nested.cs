using Microsoft.Extensions.Logging;

namespace SagaDsl.Tests.Faults;

/// <summary>A step that starts another saga and waits for it, when there is room for one only.</summary>
public sealed class Nested
{
    public static TheoryData<int> Depths => [1, 3];

    // Fault 37
    [Theory, MemberData(nameof(Depths))]
    public async Task A_start_from_inside_a_step_is_let_in_beyond_the_instances_in_flight(int depth)
    {
        await using var stage = await OpenAsync(depth, o => o.MaxInFlight = 1, null);
        await stage.BeginAsync("0");
        var outcome = stage.Node.Client["0"].WaitAsync().AsTask();
        await stage.Guard(outcome, "the end of a saga that waits for another");
        Assert.Equal(SagaStatus.Completed, (await outcome).Status);
        Assert.Equal(depth + 1, stage.World.Calls.Count);
    }

    // Fault 37: nobody else is let in by it.
    [Fact]
    public async Task A_start_from_outside_still_waits_for_room()
    {
        var gate = new Gate();
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("1/A1", Acts.Hold(gate)), o => o.MaxInFlight = 1);
        await stage.BeginAsync("1");
        await stage.UntilCalledAsync("A1");
        var second = stage.Node.Client.StartAsync("2", new Order("2")).AsTask();
        await stage.SettleAsync();
        Assert.False(second.IsCompleted);
        gate.Open();
        await stage.Guard(second, "the start of the second");
        await stage.EndAsync("2");
    }

    // Fault 37
    [Fact]
    public async Task A_step_that_waits_for_a_saga_that_finds_no_slot_for_its_calls_goes_on_or_it_is_said_why_not()
    {
        var log = new TestLog();
        await using var stage = await OpenAsync(1, o => o.MaxConcurrentCalls = 1, log);
        await stage.BeginAsync("0");
        await stage.UntilCalledAsync("A1");
        await stage.PassAsync(TimeSpan.FromMinutes(10));
        var said = log.Lines.Any(l => l.Level >= LogLevel.Warning && l.Text.Contains(nameof(SagaOptions.MaxConcurrentCalls), StringComparison.Ordinal));
        var attention =
            (await stage.Node.Runtime.Instance("0").GetAsync()).Attention?.Contains(nameof(SagaOptions.MaxConcurrentCalls), StringComparison.Ordinal) == true;
        var ended = (await stage.StoredAsync("0")).Status.Work == WorkState.Terminal;
        Assert.True(said || attention || ended, stage.Describe("It waits for ever, and nobody is told."));
    }

    // Each instance's only step runs the next instance and waits for its end.
    private static async Task<Stage> OpenAsync(int depth, Action<SagaOptions> configure, TestLog? log)
    {
        var stage = Faulty.New(null, Script.Of(1));
        for (var i = 0; i < depth; i++)
        {
            var next = $"{i + 1}";
            stage.World.On($"{i}/A1", Acts.Await(_ => stage.Node.Client.RunAsync(next, new Order(next)).AsTask()));
        }

        await stage.StartAsync(configure: configure, build: b => _ = log is null ? b : b.UseServices(log.Services()));
        return stage;
    }
}

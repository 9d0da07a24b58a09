using System.Diagnostics;

namespace SagaDsl.Tests.Faults;

/// <summary>Rows of three steps, each after all of the row above: as many ways through it as 3 to the 25th.</summary>
public sealed class LargeGraphs
{
    private const int Rows = 25;
    private const int Width = 3;

    // Far more than it takes, far less than walking every way through does.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // Fault 31
    [Fact]
    public async Task It_goes_forward_in_no_time()
    {
        await using var stage = await Faulty.OpenAsync(Layers());
        await InTimeAsync(stage, async () => Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status));
    }

    // Fault 31
    [Fact]
    public async Task It_goes_backward_in_no_time()
    {
        await using var stage = await Faulty.OpenAsync(Layers(), w => w.On("A25-3", Acts.Reject()));
        await InTimeAsync(stage, async () => Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status));
        Assert.Equal((Rows * Width) - 1, stage.World.Calls.Count(c => c.IsUndo));
    }

    // Fault 31
    [Fact]
    public async Task A_step_above_everything_is_done_by_hand_in_no_time()
    {
        await using var stage = await Faulty.OpenAsync(Layers(), w => w.On("A25-3", Acts.Reject()).On("C1-1", Acts.Pend(TimeSpan.FromHours(1))));
        await InTimeAsync(stage, async () =>
        {
            await stage.BeginAsync();
            await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
            Assert.True((await stage.Ann().DoneByHandAsync(stage.Ref("1-1"))).IsAccepted);
            Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        });
    }

    // Fault 31
    [Fact]
    public async Task What_may_not_be_done_by_hand_yet_is_refused_in_no_time()
    {
        await using var stage = await Faulty.OpenAsync(Layers(), w => w.On("A25-3", Acts.Reject()).On("C24-1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await InTimeAsync(stage, async () =>
        {
            await stage.BeginAsync();
            await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
            Assert.Equal(CommandVerdict.Refused, (await stage.Ann().DoneByHandAsync(stage.Ref("1-1"))).Verdict);
            Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        });
    }

    // Fault 31
    [Fact]
    public async Task It_finishes_in_no_time_when_all_but_its_ends_was_skipped()
    {
        await using var stage = await Faulty.OpenAsync(Layers(), w => w.On("A1-1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await InTimeAsync(stage, async () =>
        {
            await SkipTheMiddleAsync(stage);
            Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        });
        Assert.Equal(1 + Width + Width, stage.World.Calls.Count);
    }

    // Fault 31
    [Fact]
    public async Task It_turns_back_in_no_time_when_all_but_its_ends_was_skipped()
    {
        await using var stage = await Faulty.OpenAsync(Layers(), w => w.On("A1-1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok).On("A25-1", Acts.Reject()));
        await InTimeAsync(stage, async () =>
        {
            await SkipTheMiddleAsync(stage);
            Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        });
    }

    private static async Task SkipTheMiddleAsync(Stage stage)
    {
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        for (var row = Rows - 1; row > 1; row--)
        {
            for (var i = 1; i <= Width; i++)
                Assert.True((await stage.Ann().SkipAsync(stage.Ref($"{row}-{i}"))).IsAccepted);
        }
    }

    private static Script Layers()
    {
        var saga = new Script();
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < Width; i++)
                saga.Step($"{row + 1}-{i + 1}", after: row == 0 ? [] : [.. Enumerable.Range((row - 1) * Width, Width)], result: false);
        }

        return saga;
    }

    // On a thread of its own: what takes exponential time may take it on the thread that waits for it.
    private static async Task InTimeAsync(Stage stage, Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await Task.Run(act).WaitAsync(Limit);
        Assert.True(clock.Elapsed < Limit, stage.Describe($"It took {clock.Elapsed}."));
    }
}

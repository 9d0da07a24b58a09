using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 20: an instance runs only where its journal and the definition fit.</summary>
public class Versions
{
    public static TheoryData<string, string> Changes => new()
    {
        { "step removed", "no longer in the saga" },
        { "kind changed", "kind" },
        { "compensation removed", "compensation" },
        { "predecessors changed", "predecessors" },
        { "step put before", "stands before" },
        { "saga removed", "no saga named 'scripted'" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task Rule_20_a_definition_that_does_not_fit_runs_and_appends_nothing(string change, string reason)
    {
        await using var stage = await ParkedAsync();
        var records = await stage.RecordsAsync();
        await stage.StartAsync(sagas: [Changed(change), new Script("other").Step()]);
        await stage.PassAsync(TimeSpan.FromHours(2));

        var line = Assert.Single(await stage.Node.Runtime.ListAsync(new InstanceQuery()), i => i.Id == Scenes.Id);
        Assert.Contains(reason, line.Unrunnable);
        Assert.Equal(records, await stage.RecordsAsync());
        stage.Called("A1 A2");

        var unrunnable =
            await Assert.ThrowsAsync<SagaUnrunnableException>(async () => await stage.DriveAsync(stage.Node.Runtime.Instance(Scenes.Id).WaitAsync()));
        Assert.Contains(reason, unrunnable.Reason);
        await Assert.ThrowsAsync<SagaUnrunnableException>(async () => await stage.Ann().CancelAsync());

        // The others run.
        Assert.True((await stage.DriveAsync(stage.Node.Second.RunAsync("fine", new TestKit.Sagas.Order("fine")))).IsCompleted);

        // And so does it, where its definition is there again.
        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Theory, InlineData("step added behind"), InlineData("unrecorded step changed"), InlineData("retry changed")]
    public async Task Rule_20_a_change_behind_what_is_recorded_is_no_obstacle(string change)
    {
        await using var stage = await ParkedAsync();
        var saga = Changed(change);
        await stage.StartAsync(sagas: [saga]);
        Assert.Equal(SagaStatus.Completed, (await Runs.OutcomeAsync(stage)).Status);
        await stage.CheckAsync(saga: saga);
    }

    [Fact]
    public async Task Rule_20_an_entry_from_the_future_leaves_the_instance_alone()
    {
        var backing = new ReadingAsBacking();
        await using var stage = await ParkedAsync(backing);
        var records = await stage.RecordsAsync();
        backing.As = stored => stored.Id != Scenes.Id ? stored : With(stored, new UnknownEntry("SagaTeleported"));
        await OnlyTheOthersRunAsync(stage, "SagaTeleported");
        backing.As = stored => stored;
        Assert.Equal(records, await stage.RecordsAsync());
    }

    [Fact]
    public async Task Rule_20_a_damaged_instance_is_left_alone()
    {
        var backing = new ReadingAsBacking();
        await using var stage = await ParkedAsync(backing);
        backing.As = stored => stored.Id != Scenes.Id ? stored : throw new JournalDamagedException(stored.Id, 2, "a bit flipped");
        await OnlyTheOthersRunAsync(stage, "a bit flipped");
    }

    [Fact]
    public async Task Rule_20_an_instance_that_cannot_be_read_for_whatever_reason_does_not_hold_up_the_others()
    {
        var backing = new ReadingAsBacking();
        await using var stage = await ParkedAsync(backing);
        backing.As = stored => stored.Id != Scenes.Id ? stored : throw new ArgumentException("nobody thought of this");
        await OnlyTheOthersRunAsync(stage, "nobody thought of this");
    }

    [Fact]
    public async Task An_instance_that_cannot_be_read_for_a_while_is_taken_up_later_and_not_in_a_hot_loop()
    {
        var backing = new ReadingAsBacking();
        await using var stage = await ParkedAsync(backing);
        var loads = 0;
        backing.As = stored => ++loads <= 5 ? throw new StoreUnavailableException("The disk is away.") : stored;
        await stage.StartAsync();
        await stage.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(WorkState.Terminal, stage.Work());
        stage.Called("A1 A2 A2 A3");
        Assert.InRange(loads, 6, 20);
    }

    // Another instance is due later than the one that cannot run: it is not held up by it, after a restart either.
    private static async Task OnlyTheOthersRunAsync(Stage stage, string reason)
    {
        stage.World.On("other/A1", Acts.Pend(TimeSpan.FromMinutes(90)), Acts.Ok);
        await stage.BeginAsync("other");
        await stage.UntilWorkAsync("other", WorkState.Due);
        await stage.StartAsync();
        await stage.PassAsync(TimeSpan.FromHours(2));

        var lines = await stage.Node.Runtime.ListAsync(new InstanceQuery());
        Assert.Contains(reason, lines.Single(i => i.Id == Scenes.Id).Unrunnable);
        stage.Called("A1 A2");
        stage.Called("A1 A1 A2 A3", "other");
        Assert.Equal(WorkState.Terminal, lines.Single(i => i.Id == "other").Status.Work);
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("another")).Status);
    }

    private static StoredInstance With(StoredInstance stored, JournalEntry entry) => new()
    {
        Id = stored.Id, Saga = stored.Saga, Status = stored.Status, Inbox = stored.Inbox,
        Records = [.. stored.Records,
            new() { Position = stored.Records.Count, Previous = stored.Records[^1].Hash, Writer = stored.Records[^1].Writer, Nonce = 1,
                Time = stored.Records[^1].Time, Entries = [entry] }],
    };

    // 1 is done, 2 is pending for an hour, 3 has not been scheduled.
    private static async Task<Stage> ParkedAsync(Backing? backing = null)
    {
        var stage = new Stage(backing ?? new MemoryBacking(), Changed("nothing"));
        stage.World.On($"{Scenes.Id}/A2", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok);
        await stage.StartAsync();
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        return stage;
    }

    private static Script Changed(string change) => change switch
    {
        "nothing" => new Script().Step().Step().Step(),
        "step removed" => new Script().Step().Step("3"),
        "kind changed" => new Script().Step().Pivot().Retriable(),
        "compensation removed" => new Script().Step(undo: false).Step().Step(),
        "predecessors changed" => new Script().Step().Step(after: []).Step(),
        "step put before" => new Script().Step("0", after: []).Step("1", after: []).Step("2", after: [1]).Step("3", after: [2]),
        "saga removed" => new Script("renamed").Step().Step().Step(),
        "step added behind" => new Script().Step().Step().Step().Step(),
        "unrecorded step changed" => new Script().Step().Step().Pivot(),
        "retry changed" => new Script().Step().Step(retry: Retries.Times(9)).Step(),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };
}

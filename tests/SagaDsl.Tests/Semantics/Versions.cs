using SagaDsl.Definition;
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

        var unrunnable = await Assert.ThrowsAsync<SagaUnrunnableException>(async () => await stage.DriveAsync(stage.Node.Runtime.Instance(Scenes.Id).WaitAsync()));
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
        await using var stage = await ParkedAsync();
        var stored = await stage.StoredAsync(Scenes.Id);
        var next = new JournalRecord
        {
            Position = stored.Records.Count, Previous = stored.Records[^1].Hash, Writer = stored.Records[^1].Writer, Nonce = 1,
            Time = stage.Time.Now, Entries = [new UnknownEntry("SagaTeleported")],
        };
        await stage.Node.Store.Inner.AppendAsync(new(Scenes.Id, "scripted", next, stored.Status));
        await stage.StartAsync();
        await stage.PassAsync(TimeSpan.FromHours(2));

        var line = Assert.Single(await stage.Node.Runtime.ListAsync(new InstanceQuery()));
        Assert.Contains("SagaTeleported", line.Unrunnable);
        Assert.Equal(stored.Records.Count + 1, await stage.RecordsAsync());
        stage.Called("A1 A2");
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("another")).Status);
    }

    // 1 is done, 2 is pending for an hour, 3 has not been scheduled.
    private static async Task<Stage> ParkedAsync()
    {
        var stage = await Scenes.OpenAsync(Changed("nothing"), w => w.On($"{Scenes.Id}/A2", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
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
        "step put before" => new Script().Step("0").Step("1").Step("2").Step("3"),
        "saga removed" => new Script("renamed").Step().Step().Step(),
        "step added behind" => new Script().Step().Step().Step().Step(),
        "unrecorded step changed" => new Script().Step().Step().Pivot(),
        "retry changed" => new Script().Step().Step(retry: Retries.Times(9)).Step(),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };
}

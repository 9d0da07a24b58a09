namespace SagaDsl.Tests.Faults;

/// <summary>How a saga ended, and with which result, does not depend on what its class looks like later.</summary>
public sealed class EndsInTheJournal
{
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(30);

    public static TheoryData<string, string> Changes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var change in new[] { "a last step was added", "the result step was renamed", "the result step was removed", "all steps were renamed" })
            {
                data.Add(change, Stores.Memory);
                data.Add(change, Stores.Sqlite);
            }

            return data;
        }
    }

    // Fault 23
    [Theory, MemberData(nameof(Changes))]
    public async Task A_result_stays_what_it_was_when_the_saga_is_changed(string change, string store)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), backing: Stores.Open(store));
        var before = await stage.RunAsync();
        await stage.StartAsync(sagas: [Changed(change)]);
        Assert.Equal(before.Result, (await Runs.OutcomeAsync(stage)).Result);
        Assert.Equal(SagaStatus.Completed, (await stage.Node.Runtime.Instance(Scenes.Id).GetAsync()).Status);

        // A start with the same input gives the same end.
        Assert.Equal(before.Result, (await stage.DriveAsync(stage.Node.Client.RunAsync(Scenes.Id, new TestKit.Sagas.Order(Scenes.Id)))).Result);
    }

    // Fault 23
    [Theory, MemberData(nameof(Changes))]
    public async Task Retention_keeps_the_result_of_an_instance_whose_saga_was_changed(string change, string store)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), backing: Stores.Open(store));
        var before = await stage.RunAsync();
        await stage.StartAsync(sagas: [Changed(change)], configure: o => o.Retention = Retention);
        await stage.PassAsync(TimeSpan.FromHours(3));
        Assert.NotNull((await stage.StoredAsync(Scenes.Id)).Tombstone);
        Assert.Equal(before.Result, (await Runs.OutcomeAsync(stage)).Result);

        await stage.StartAsync();
        Assert.Equal(before.Result, (await Runs.OutcomeAsync(stage)).Result);
    }

    // Fault 23
    [Theory, MemberData(nameof(Changes))]
    public async Task A_tombstone_keeps_the_result_when_the_saga_is_changed(string change, string store)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), configure: o => o.Retention = Retention, backing: Stores.Open(store));
        var before = await stage.RunAsync();
        await stage.PassAsync(TimeSpan.FromHours(3));
        Assert.NotNull((await stage.StoredAsync(Scenes.Id)).Tombstone);
        await stage.StartAsync(sagas: [Changed(change)]);
        Assert.Equal(before.Result, (await Runs.OutcomeAsync(stage)).Result);
    }

    // Fault 23
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_result_that_cannot_be_read_as_todays_type_says_which_and_of_which_instance(bool reduced)
    {
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b =>
            b.AddCode<TestKit.Sagas.Order, string>(CodeDefinition.Of<TestKit.Sagas.Order, string>("coded", 1, static _ => new("done"))), o =>
            o.Retention = reduced ? Retention : null);
        await stage.RunCodeAsync<TestKit.Sagas.Order, string>(Scenes.Id, new(Scenes.Id));
        await stage.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(reduced, (await stage.StoredAsync(Scenes.Id)).Tombstone is not null);

        await stage.StartCodeAsync(b => b.AddCode<TestKit.Sagas.Order, int>(CodeDefinition.Of<TestKit.Sagas.Order, int>("coded", 1)));
        var client = stage.Code<TestKit.Sagas.Order, int>();
        foreach (var wait in new Func<Task>[] { () => stage.DriveAsync(client[Scenes.Id].WaitAsync()),
            () => stage.DriveAsync(client.RunAsync(Scenes.Id, new(Scenes.Id))) })
        {
            var error = await Assert.ThrowsAsync<SagaUnrunnableException>(wait);
            Assert.Equal(Scenes.Id, error.Instance);
            Assert.Contains("Int32", error.Reason);
        }

        // That it ended, and how, can be known all the same.
        Assert.Equal(SagaStatus.Completed, (await stage.Node.Runtime.Instance(Scenes.Id).GetAsync()).Status);
    }

    // Fault 23
    [Theory, InlineData(false), InlineData(true)]
    public async Task An_ended_instance_of_a_saga_that_is_gone_tells_how_it_ended(bool reduced)
    {
        await using var stage =
            await Faulty.OpenAsync(Script.Of(2), w => w.On("failed/A2", Acts.Reject("sold out")), o => o.Retention = reduced ? Retention : null);
        await stage.RunAsync("failed");
        await stage.PassAsync(TimeSpan.FromHours(3));
        await stage.StartAsync(sagas: [new Script("other").Step()]);
        var listed = await stage.ListedAsync("failed");
        Assert.Equal((SagaStatus.Compensated, WorkState.Terminal), (listed.Status.Saga, listed.Status.Work));
        var outcome = await stage.DriveAsync(stage.Node.Runtime.Instance("failed").WaitAsync());
        Assert.Equal((SagaStatus.Compensated, "sold out"), (outcome.Status, outcome.Failure!.Message));
    }

    private static Script Changed(string change) => change switch
    {
        "a last step was added" => new Script().Step().Step().Step(),
        "the result step was renamed" => new Script().Step().Step("renamed"),
        "the result step was removed" => new Script().Step(),
        "all steps were renamed" => new Script().Step("one").Step("two"),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };
}

using SagaDsl.Journal;

namespace SagaDsl.Tests.Faults;

/// <summary>What a person can do with an instance that cannot run here.</summary>
public sealed class Unrunnable
{
    public static TheoryData<string, string> Cases => new()
    {
        { "saga removed", Stores.Memory },
        { "saga removed", Stores.Sqlite },
        { "step removed", Stores.Memory },
        { "step removed", Stores.Sqlite },
    };

    // Fault 19
    [Theory, MemberData(nameof(Cases))]
    public async Task It_can_be_abandoned_and_its_journal_be_had(string change, string store)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(3), w => w.On("A2", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok), backing: Stores.Open(store));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.StartAsync(sagas: [change == "saga removed" ? new Script("other").Step() : new Script().Step().Step("3")]);
        await stage.PassAsync(TimeSpan.FromHours(2));
        var runtime = stage.Node.Runtime;
        Assert.Contains(Scenes.Id, runtime.Unrunnable);
        var history = await runtime.Instance(Scenes.Id).HistoryAsync();
        Assert.IsType<SagaStarted>(history[0].Entries[0]);
        Assert.Equal(3, history.Count);

        var answer = await stage.SoonAsync(stage.Ann().AbandonAsync(), "an answer");
        Assert.True(answer.IsAccepted, answer.Why);
        var listed = await stage.ListedAsync();
        Assert.Equal((SagaStatus.Abandoned, WorkState.Terminal), (listed.Status.Saga, listed.Status.Work));
        Assert.DoesNotContain(Scenes.Id, runtime.Unrunnable);
        var end = Assert.Single((await stage.EntriesAsync()).OfType<SagaAbandoned>());
        Assert.Equal(new OperatorAct("ann", "ticket 4711"), end.By);
        Assert.Equal(["1", "2"], end.NotUndone.Order());

        // It has ended for every later process.
        await stage.StartAsync();
        var outcome = await stage.DriveAsync(stage.Node.Client[Scenes.Id].WaitAsync());
        Assert.Equal((SagaStatus.Abandoned, "ann"), (outcome.Status, outcome.Failure!.Actor));
        stage.Called("A1 A2");
    }

    // Fault 19
    [Fact]
    public async Task Who_waits_for_it_learns_that_it_was_abandoned()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1))));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.StartAsync(sagas: [new Script("other").Step()]);
        await stage.PassAsync(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<SagaUnrunnableException>(async () => await stage.Ann().CancelAsync());
        Assert.True((await stage.SoonAsync(stage.Ann().AbandonAsync(), "an answer")).IsAccepted);
        Assert.Equal(SagaStatus.Abandoned, (await stage.DriveAsync(stage.Node.Runtime.Instance(Scenes.Id).WaitAsync())).Status);
    }
}

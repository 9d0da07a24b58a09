using SagaDsl.Journal;

namespace SagaDsl.Tests;

/// <summary>Short words for what most tests do with a stage.</summary>
public static class Scenes
{
    public const string Id = Performance.Id;

    /// <summary>A stage with a running process.</summary>
    public static async Task<Stage> OpenAsync(Script saga, Action<World>? world = null, Action<SagaOptions>? configure = null, string store = Stores.Memory,
        Script[]? handlers = null)
    {
        var stage = new Stage(Stores.Open(store), [saga, .. handlers ?? []]);
        world?.Invoke(stage.World);
        await stage.StartAsync(configure: configure);
        return stage;
    }

    /// <summary>Starts an instance.</summary>
    public static async Task<SagaHandle<StepValue>> BeginAsync(this Stage stage, string id = Id)
    {
        var start = stage.Node.Client.StartAsync(id, new Order(id)).AsTask();
        await stage.Guard(start, "a start");
        return await start;
    }

    /// <summary>Lets time pass until the instance has ended, and checks the invariants.</summary>
    public static async Task<SagaOutcome<StepValue>> EndAsync(this Stage stage, string id = Id)
    {
        var outcome = await Runs.OutcomeAsync(stage, id);
        await stage.CheckAsync(id);
        return outcome;
    }

    /// <summary>Starts an instance and lets time pass until it has ended.</summary>
    public static async Task<SagaOutcome<StepValue>> RunAsync(this Stage stage, string id = Id)
    {
        await stage.BeginAsync(id);
        return await stage.EndAsync(id);
    }

    /// <summary>Lets time pass until the instance waits for a person, and checks the invariants.</summary>
    public static async Task<SagaSnapshot> SuspendedAsync(this Stage stage, string id = Id)
    {
        await stage.DriveUntilAsync(() => stage.Work(id) == WorkState.Suspended, $"{id} is suspended");
        await stage.SettleAsync();
        await stage.CheckAsync(id);
        return await stage.Node.Runtime.Instance(id).GetAsync();
    }

    /// <summary>Lets time pass until a person should look at the instance.</summary>
    public static Task AttentionAsync(this Stage stage, string id = Id) =>
        stage.DriveUntilAsync(() => stage.Ledger.Statuses.TryGetValue(id, out var status) && status.Attention, $"{id} wants attention");

    public static WorkState? Work(this Stage stage, string id = Id) =>
        !stage.Ledger.IsBusy && stage.Ledger.Statuses.TryGetValue(id, out var status) ? status.Work : null;

    /// <summary>Checks the invariants.</summary>
    public static async Task CheckAsync(this Stage stage, string id = Id, Script? saga = null)
    {
        var violations =
            SagaDsl.TestKit.Sagas.Invariants.Check(await stage.StoredAsync(id), (saga ?? stage.Sagas[0]).On(stage.Node), stage.World, stage.Ledger);
        if (violations.Count > 0)
            Assert.Fail(stage.Describe(string.Join(Environment.NewLine, violations)));
    }

    /// <summary>The entries of the journal.</summary>
    public static async Task<List<JournalEntry>> EntriesAsync(this Stage stage, string id = Id) =>
        [.. (await stage.StoredAsync(id)).Records.SelectMany(r => r.Entries)];

    /// <summary>How many records the journal has.</summary>
    public static async Task<int> RecordsAsync(this Stage stage, string id = Id) => (await stage.StoredAsync(id)).Records.Count;

    /// <summary>The calls as labels.</summary>
    public static void Called(this Stage stage, string labels, string id = Id) => Runs.Same(labels, stage.World.Labels(id), stage, "calls");

    /// <summary>An operator.</summary>
    public static SagaOperator Ann(this Stage stage, string id = Id) => stage.Node.Runtime.Instance(id).As("ann", "ticket 4711");

    /// <summary>Refers to a step.</summary>
    public static StepRef<StepValue> Ref(this Stage stage, string step) => stage.Node.Client.Ref(step);
}

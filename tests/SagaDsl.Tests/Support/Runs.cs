namespace SagaDsl.Tests;

/// <summary>Holds runs against what is written of them, undisturbed and cut at every append.</summary>
public static class Runs
{
    public static readonly Order Order = new(Performance.Id);

    /// <summary>The run goes as written; and so do its effects with the process cut before and after every append.</summary>
    /// <param name="run">Calls and end: <c>A1 A2!R C1 → Compensated</c>.</param>
    /// <param name="saga">The saga.</param>
    /// <param name="store">The store.</param>
    /// <param name="play">What the user does.</param>
    /// <param name="world">What the callees do. Default: as written.</param>
    /// <param name="records">How many records it takes.</param>
    /// <param name="check">Looks at the undisturbed run.</param>
    /// <param name="checkCut">Looks at every run, cut or not.</param>
    public static async Task HoldsAsync(
        string run, Func<Script> saga, string store, Func<Stage, Node, Task>? play = null, Action<World>? world = null, int? records = null,
        Func<Stage, SagaOutcome, Task>? check = null, Action<Stage, SagaOutcome>? checkCut = null)
    {
        var expected = Notation.Parse(run);
        var appends = await UndisturbedAsync(expected, saga, store, play, world, records, async (stage, outcome) =>
        {
            checkCut?.Invoke(stage, outcome);
            await (check?.Invoke(stage, outcome) ?? Task.CompletedTask);
        });
        foreach (var (where, cut) in Performance.Cuts(appends))
            await CutAsync(where, expected, saga, store, play, world, checkCut, cut);
    }

    /// <summary>The run goes as written, nothing being cut. The number of appends.</summary>
    public static async Task<int> UndisturbedAsync(
        Notation expected, Func<Script> saga, string store, Func<Stage, Node, Task>? play = null, Action<World>? world = null, int? records = null,
        Func<Stage, SagaOutcome, Task>? check = null)
    {
        await using var stage = await Of(expected, saga, play, world, definite: false).GiveAsync(Stores.Open(store));
        var outcome = await OutcomeAsync(stage);
        Same(expected.Labels, stage.World.Labels(Performance.Id), stage, "calls");
        Same(expected.Final, outcome.Status, stage, "end");
        var stored = await stage.StoredAsync(Performance.Id);
        if (records is { } budget)
            Same(budget, stored.Records.Count, stage, "records");
        await (check?.Invoke(stage, outcome) ?? Task.CompletedTask);
        return stored.Records.Count;
    }

    /// <summary>The effects are as written, whatever happens to the appends of one process after the other.</summary>
    public static async Task CutAsync(
        string where, Notation expected, Func<Script> saga, string store, Func<Stage, Node, Task>? play, Action<World>? world,
        Action<Stage, SagaOutcome>? check, params Func<int, AppendFault>[] cuts)
    {
        try
        {
            await using var stage = await Of(expected, saga, play, world, definite: true).GiveAsync(Stores.Open(store), cuts);
            var outcome = await OutcomeAsync(stage);
            Same(expected.Effects, stage.World.Effects(Performance.Id), stage, "effects");
            Same(expected.Final, outcome.Status, stage, "end");
            check?.Invoke(stage, outcome);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{where}: {e.Message}", e);
        }
    }

    public static async Task<SagaOutcome<StepValue>> OutcomeAsync(Stage stage, string id = Performance.Id) =>
        await stage.DriveAsync(stage.Node.Client[id].WaitAsync());

    public static void Same<T>(T expected, T actual, Stage stage, string what)
    {
        if (!Equals(expected, actual))
            Assert.Fail(stage.Describe($"The {what} should be {expected}, and are {actual}."));
    }

    private static Performance Of(Notation expected, Func<Script> saga, Func<Stage, Node, Task>? play, Action<World>? world, bool definite)
    {
        void Callees(World w)
        {
            expected.Script(w, definite);
            world?.Invoke(w);
        }

        return play is null ? new() { Saga = saga, World = Callees } : new() { Saga = saga, World = Callees, Play = play };
    }
}

namespace SagaDsl.Tests.Faults;

/// <summary>Stages for tests of what must not hang: they say so after some seconds.</summary>
public static class Faulty
{
    /// <summary>How long a test waits, by the real clock, for what must come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A stage with a running process.</summary>
    public static async Task<Stage> OpenAsync(
        Script saga, Action<World>? world = null, Action<SagaOptions>? configure = null, Action<SagaBuilder>? build = null,
        Backing? backing = null, Func<int, AppendFault>? faults = null)
    {
        var stage = New(backing, saga);
        world?.Invoke(stage.World);
        await stage.StartAsync(faults, configure, build);
        return stage;
    }

    /// <summary>A stage without a process.</summary>
    public static Stage New(Backing? backing = null, params Script[] sagas) => new(backing ?? new MemoryBacking(), sagas) { Patience = Patience };

    /// <summary>What a task gives, which needs no virtual time.</summary>
    public static async Task<T> SoonAsync<T>(this Stage stage, ValueTask<T> task, string what)
    {
        var running = task.AsTask();
        await stage.Guard(running, what);
        return await running;
    }

    /// <summary>Lets time pass second by second, so that what goes on every second is seen to.</summary>
    public static async Task PassSecondsAsync(this Stage stage, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(1));
            await stage.SettleAsync();
        }
    }

    /// <summary>Whether the journal has a step's result.</summary>
    public static bool Recorded(this Stage stage, string step) =>
        stage.Ledger.Lines.SelectMany(l => l.Record.Entries).Any(e => e is SagaDsl.Journal.StepCompleted completed && completed.Step == step);

    /// <summary>An instance as a list shows it.</summary>
    public static async Task<InstanceSummary> ListedAsync(this Stage stage, string id = Scenes.Id) =>
        (await stage.Node.Runtime.ListAsync(new InstanceQuery())).Single(one => one.Id == id);
}

namespace SagaDsl.Tests.Faults;

/// <summary>What fails the same way every time is tried ever more rarely, and at last set aside with the reason.</summary>
public sealed class DeterministicFaults
{
    // Fault 5
    [Fact]
    public async Task An_instance_whose_append_always_fails_is_tried_ever_more_rarely_and_set_aside()
    {
        var backing = new HookedBacking();
        await using var stage = await Faulty.OpenAsync(Script.Of(2), backing: backing);
        var appends = 0;
        backing.BeforeAppend = id =>
        {
            // The start is taken; nothing after it.
            if (id == Scenes.Id && Interlocked.Increment(ref appends) > 1)
                throw new InvalidOperationException("nobody thought of this");
            return Task.CompletedTask;
        };
        await stage.BeginAsync();
        await stage.PassSecondsAsync(600);
        Assert.InRange(backing.Loads, 1, 40);
        Assert.InRange(stage.World.Calls.Count, 1, 40);
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("other")).Status);

        await stage.PassAsync(TimeSpan.FromDays(1));
        Assert.Contains("nobody thought of this", Assert.Contains(Scenes.Id, stage.Node.Runtime.Unrunnable));
        var seen = backing.Loads;
        await stage.PassAsync(TimeSpan.FromDays(1));
        Assert.InRange(backing.Loads - seen, 0, 5);

        // It is left as it is, and goes on where the fault is gone.
        backing.BeforeAppend = static _ => Task.CompletedTask;
        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await Runs.OutcomeAsync(stage)).Status);
    }

    // Fault 5
    [Fact]
    public async Task An_instance_that_can_never_be_read_is_set_aside_with_the_reason_while_others_run()
    {
        var backing = new HookedBacking();
        await using var stage = await DormantAsync(backing);
        backing.BeforeLoad = static id => id == Scenes.Id ? throw new InvalidOperationException("nobody thought of this") : Task.CompletedTask;
        await stage.PassAsync(TimeSpan.FromDays(1));
        Assert.Contains("nobody thought of this", Assert.Contains(Scenes.Id, stage.Node.Runtime.Unrunnable));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("other")).Status);
    }

    // Fault 5
    [Fact]
    public async Task An_instance_whose_store_is_away_for_long_is_tried_ever_more_rarely_and_goes_on_when_it_is_back()
    {
        var backing = new HookedBacking();
        await using var stage = await DormantAsync(backing);
        stage.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(5));
        await stage.SettleAsync();
        var before = backing.Loads;
        backing.BeforeLoad = static id => id == Scenes.Id ? throw new StoreUnavailableException("The disk is away.") : Task.CompletedTask;
        await stage.PassSecondsAsync(600);
        Assert.InRange(backing.Loads - before, 2, 40);
        backing.BeforeLoad = static _ => Task.CompletedTask;
        await stage.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(WorkState.Terminal, stage.Work());
    }

    private static async Task<Stage> DormantAsync(Backing backing)
    {
        var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On($"{Scenes.Id}/A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok), backing: backing);
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.SettleAsync();
        return stage;
    }
}

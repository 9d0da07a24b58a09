namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 18: a start of an instance that another process left waiting for its time.</summary>
public class StartsAtDueTimes
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Rule_18_an_instance_that_comes_due_while_it_is_started_again_goes_on_at_once()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(Pause), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);

        // The new process looks for due instances at the very moment in which the second start holds the id.
        await stage.StartAsync(faults: append =>
        {
            if (append == 1)
                stage.Time.Advance(Pause);
            return AppendFault.None;
        });
        await stage.SettleAsync();
        Assert.False((await stage.BeginAsync()).IsNew);
        var started = stage.Time.Elapsed;

        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A1");
        Assert.InRange(stage.Time.Elapsed - started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}

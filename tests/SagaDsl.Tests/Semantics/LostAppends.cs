using SagaDsl.Journal;

namespace SagaDsl.Tests.Semantics;

/// <summary>An append whose outcome is unknown: the process lives, reads the journal again, and goes on.</summary>
public class LostAppends
{
    [Theory]
    [InlineData("A1 A2 → Completed", 3)]
    [InlineData("A1 A2!R C1 → Compensated", 4)]
    [InlineData("A1 A2!U C2 C1 → Compensated", 5)]
    [InlineData("A1~ A1 A2 → Completed", 4)]
    public async Task Any_one_append_may_be_lost_before_or_after_it_is_applied(string run, int records)
    {
        foreach (var (where, cut) in Performance.Cuts(records, AppendFault.LoseBefore, AppendFault.LoseAfter))
        {
            await Runs.CutAsync(where, Notation.Parse(run), () => Script.Of(2, Retries.Times(1)), Stores.Memory, async (stage, node) =>
            {
                try
                {
                    await node.Client.StartAsync(Performance.Id, Runs.Order);
                }
                catch (StoreUnavailableException)
                {
                    // Whether it began is unknown: asked again, as a client would.
                    await node.Client.StartAsync(Performance.Id, Runs.Order);
                }

                await stage.DriveAsync(node.Client[Performance.Id].WaitAsync());
            }, null, null, cut);
        }
    }

    [Theory, InlineData(AppendFault.LoseBefore), InlineData(AppendFault.LoseAfter)]
    public async Task RunAsync_answers_although_the_last_append_was_lost(AppendFault fault)
    {
        await using var stage = new Stage(Script.Of(1));
        await stage.StartAsync(n => n == 2 ? fault : AppendFault.None);
        Assert.True((await stage.DriveAsync(stage.Node.Client.RunAsync(Scenes.Id, Runs.Order))).IsCompleted);
        await stage.CheckAsync();
    }

    [Theory, InlineData(AppendFault.LoseBefore), InlineData(AppendFault.LoseAfter)]
    public async Task A_command_is_answered_although_its_append_was_lost(AppendFault fault)
    {
        await using var stage = new Stage(Script.Of(1));
        stage.World.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok);
        await stage.StartAsync(n => n == 3 ? fault : AppendFault.None);
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        Assert.True((await stage.DriveAsync(stage.Ann().SuspendAsync())).IsAccepted);
        Assert.Single((await stage.EntriesAsync()).OfType<SagaSuspended>());
        Assert.True((await stage.DriveAsync(stage.Ann().AbandonAsync())).IsAccepted);
        Assert.Equal(SagaStatus.Abandoned, (await stage.EndAsync()).Status);
    }

    [Theory, InlineData(AppendFault.LoseBefore), InlineData(AppendFault.LoseAfter)]
    public async Task A_command_that_ends_the_instance_is_answered_although_its_append_was_lost(AppendFault fault)
    {
        await using var stage = new Stage(Script.Of(1));
        stage.World.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok);
        await stage.StartAsync(n => n == 3 ? fault : AppendFault.None);
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        Assert.True((await stage.DriveAsync(stage.Ann().AbandonAsync())).IsAccepted);
        Assert.Equal(SagaStatus.Abandoned, (await stage.EndAsync()).Status);
    }
}

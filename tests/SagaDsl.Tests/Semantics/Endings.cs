using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rules 22 and 23: the end, and what is told of it.</summary>
public class Endings
{
    [Fact]
    public async Task Rule_22_an_ended_instance_takes_no_entry()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        await stage.RunAsync();
        var records = await stage.RecordsAsync();
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().CancelAsync()).Verdict);
        Assert.Equal(CommandVerdict.Refused, (await stage.Ann().AbandonAsync()).Verdict);
        Assert.Equal(SendResult.Ended,
            await stage.Node.Store.Inner.SendAsync(SagaMessage.OfCommand("m-1", Scenes.Id, OperatorCommand.Cancel, new("bob", "late")), default));
        await stage.StartAsync();
        await stage.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(records, await stage.RecordsAsync());
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Rule_22_a_late_result_of_an_ended_instance_changes_nothing()
    {
        var gate = new Gate();
        var saga = new Script().Step(timeout: TimeSpan.FromSeconds(5), retry: Retries.Times(1));
        await using var stage = await Scenes.OpenAsync(saga, w => w.On("A1", Acts.HoldDeaf(gate)));
        await stage.BeginAsync();
        await stage.AttentionAsync();
        await stage.Ann().TreatAsEndedAsync(stage.Ref("1"));
        await stage.EndAsync();
        var records = await stage.RecordsAsync();

        gate.Open();
        await stage.UntilAsync(() => stage.World.Running.Count == 0, "the call has ended");
        await stage.SettleAsync();
        Assert.Equal(records, await stage.RecordsAsync());
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Rule_23_the_outcome_is_the_same_after_a_restart(string store)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(3, Retries.Times(2)), w => w
            .On("rejected/A3", Acts.Reject("sold out"))
            .On("exhausted/A3", Acts.Fail("no answer"))
            .On("cancelled/A3", Acts.Pend(TimeSpan.FromHours(1))), store: store);
        string[] ids = ["fine", "rejected", "exhausted", "cancelled"];
        foreach (var id in ids)
            await stage.BeginAsync(id);
        await stage.UntilWorkAsync("cancelled", WorkState.Due);
        await stage.Ann("cancelled").CancelAsync();

        var before = new List<SagaOutcome<StepValue>>();
        foreach (var id in ids)
            before.Add(await stage.EndAsync(id));
        await stage.StartAsync();
        for (var i = 0; i < ids.Length; i++)
        {
            var after = await stage.EndAsync(ids[i]);
            Assert.Equal(before[i].Status, after.Status);
            Assert.Equal(before[i].IsCompleted ? before[i].Result : null, after.IsCompleted ? after.Result : null);
            Assert.Equivalent(before[i].Failure, after.Failure, strict: true);
            Assert.Equivalent(after.Failure, (await stage.Node.Runtime.Instance(ids[i]).GetAsync()).Failure, strict: true);
        }

        Assert.Equal((FailureCause.RetriesExhausted, "3", 2, typeof(CalleeException).FullName),
            (before[2].Failure!.Cause, before[2].Failure!.Step, before[2].Failure!.Attempts, before[2].Failure!.ErrorType));
        Assert.Equal(["3", "2", "1"], before[2].Failure!.Undone);
    }

    [Fact]
    public async Task Rule_23_long_texts_are_capped()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Reject(new string('x', 50_000))));
        var outcome = await stage.RunAsync();
        Assert.InRange(outcome.Failure!.Message.Length, 100, StepError.MaxMessage);
    }

    [Fact]
    public async Task Rule_23_WaitAsync_ends_only_at_a_terminal_state()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step(atMostOnce: true), w => w.On("A1", Acts.Fail()));
        var handle = await stage.BeginAsync();
        var waiting = handle.WaitAsync().AsTask();
        await stage.SuspendedAsync();
        await stage.PassAsync(TimeSpan.FromDays(1));
        Assert.False(waiting.IsCompleted);

        await stage.Ann().CancelAsync();
        await stage.DriveAsync(waiting);
        Assert.Equal(SagaStatus.Compensated, (await waiting).Status);
    }

    [Fact]
    public async Task Rule_23_a_wait_can_be_given_up_and_the_saga_goes_on()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Hold(gate)));
        var handle = await stage.BeginAsync();
        using var impatient = new CancellationTokenSource();
        var waiting = handle.WaitAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Waiting_for_what_is_not_there_says_so()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        Assert.Equal("nobody", (await Assert.ThrowsAsync<SagaNotFoundException>(async () => await stage.Node.Client["nobody"].WaitAsync())).Instance);
        await Assert.ThrowsAsync<SagaNotFoundException>(async () => await stage.Node.Client["nobody"].GetAsync());
        await Assert.ThrowsAsync<SagaNotFoundException>(async () => await stage.Node.Client["nobody"].HistoryAsync());
    }
}

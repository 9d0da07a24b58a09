using SagaDsl.Definition;
using SagaDsl.Journal;

namespace SagaDsl.Tests.Faults;

/// <summary>Hostile cases that end as the semantics say, on memory and SQLite.</summary>
public sealed class HostileCases
{
    private static readonly RetryPolicy Once = new() { MaxAttempts = 1 };

    public static TheoryData<string> Both => [Stores.Memory, Stores.Sqlite];

    public static TheoryData<double> Draws => [double.NaN, double.PositiveInfinity, 1, 1e300, -3];

    [Theory, MemberData(nameof(Draws))]
    public async Task A_random_source_that_draws_nonsense_stops_nobody(double drawn)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Fail(), Acts.Fail(), Acts.Ok), o => o.Random = () => drawn);
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
    }

    [Fact]
    public async Task A_random_source_that_throws_stops_nobody()
    {
        var throws = false;
        await using var stage = await Faulty.OpenAsync(
            Script.Of(1), w => w.On("A1", Acts.Fail(), Acts.Fail(), Acts.Ok), o => o.Random = () =>
                throws ? throw new InvalidOperationException("no chance") : 0.5);
        throws = true;
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
    }

    // Its start failed for good: nothing of it is kept, and the id is free.
    [Theory, MemberData(nameof(Both))]
    public async Task A_start_whose_appends_are_lost_can_be_made_again(string store)
    {
        await using var stage = Faulty.New(Stores.Open(store), Script.Of(1));
        await stage.StartAsync(append => append <= 2 ? AppendFault.LoseBefore : AppendFault.None);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stage.Node.Client.StartAsync(Scenes.Id, new Order(Scenes.Id)).AsTask()
            .WaitAsync(Faulty.Patience));
        await stage.PassSecondsAsync(5);
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        stage.Called("A1");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_step_in_doubt_that_is_supplied_while_a_person_holds_the_saga_turns_nothing_back(string store)
    {
        var gate = new Gate();
        await using var stage = await Faulty.OpenAsync(
            Script.Of(1, Once).Step("2"), w => w.On("A1", Acts.HoldDeaf(gate, Acts.Fail())), backing: Stores.Open(store));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        Assert.True((await stage.SoonAsync(stage.Ann().SuspendAsync(), "suspend")).IsAccepted);
        gate.Open();
        await stage.UntilAsync(() => stage.Ledger.Lines.Any(l => l.Record.Entries.Any(e => e is StepInDoubt)), "1 is in doubt");
        await stage.StartAsync(); // What is known comes from the journal.
        Assert.True((await stage.SoonAsync(stage.Ann().SupplyAsync(stage.Ref("1"), new("1", "by hand")), "supply")).IsAccepted);
        Assert.True((await stage.SoonAsync(stage.Ann().ResumeAsync(), "resume")).IsAccepted);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1 A2");
    }

    // Rule 11: of those that came after, one was left as it is before its turn; the others keep their order, cold as warm.
    [Theory, MemberData(nameof(Both))]
    public async Task A_compensation_skipped_before_its_turn_keeps_the_order_of_the_others_after_a_restart(string store)
    {
        var gate = new Gate();
        await using var stage = await Faulty.OpenAsync(
            Script.Of(3).Step("4", retry: Once), w => w.On("A4", Acts.Reject()).On("C3", Acts.Hold(gate)), backing: Stores.Open(store));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("C3");
        Assert.True((await stage.SoonAsync(stage.Ann().SkipAsync(stage.Ref("2")), "skip")).IsAccepted);
        await stage.SettleAsync();
        stage.Called("A1 A2 A3 A4 C3"); // 1 waits for 3 all the same.
        await stage.StartAsync();
        await stage.UntilCalledAsync("C3", 2);
        await stage.SettleAsync();
        stage.Called("A1 A2 A3 A4 C3 C3");
        gate.Open();
        Assert.Equal(SagaStatus.Abandoned, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 A3 A4 C3 C3 C1");
    }

    // The permit of a call that is queued when its saga turns back is not taken from anybody.
    [Theory, MemberData(nameof(Both))]
    public async Task A_queued_step_of_a_saga_that_turns_back_never_begins_and_frees_its_place(string store)
    {
        var gate = new Gate();
        await using var stage = await Faulty.OpenAsync(
            new Script().Step("1", after: []).Step("2", after: []), w => w.On("order-1/A1", Acts.HoldDeaf(gate, Acts.Reject())),
            o => o.MaxConcurrentCallsPerSaga["scripted"] = 1, backing: Stores.Open(store));
        await stage.BeginAsync("order-1");
        await stage.UntilCalledAsync("A1");
        Assert.Equal(CommandVerdict.Accepted, (await stage.SoonAsync(stage.Ann("order-1").CancelAsync(), "cancel")).Verdict);
        gate.Open();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync("order-1")).Status);
        stage.Called("A1", "order-1");
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("order-2")).Status);
    }

    // Fresh attempts while a call that timed out still runs: what it says late counts as an attempt that there was.
    [Theory, MemberData(nameof(Both))]
    public async Task A_late_result_after_fresh_attempts_is_that_of_an_attempt(string store)
    {
        var gate = new Gate();
        await using var stage = await Faulty.OpenAsync(
            new Script().Step("1", timeout: TimeSpan.FromSeconds(1),
                retry: new() { MaxAttempts = 4, FirstDelay = TimeSpan.FromSeconds(50), MaxDelay = TimeSpan.FromSeconds(50), Jitter = false }),
            w => w.On("A1", Acts.HoldDeaf(gate)), backing: Stores.Open(store));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.PassAsync(TimeSpan.FromSeconds(2));
        Assert.True((await stage.SoonAsync(stage.Ann().RetryNowAsync(), "retry now")).IsAccepted);
        gate.Open();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
        stage.Called("A1");
        Assert.All((await stage.EntriesAsync()).OfType<StepCompleted>(), e => Assert.True(e.Attempt >= 1, $"attempt {e.Attempt}"));
    }
}

using SagaDsl.Journal;

namespace SagaDsl.Tests.Faults;

/// <summary>A suspension of the engine's own ends with its reason.</summary>
public sealed class Grace
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly Act LateOk = Acts.SlowAndDeaf(TimeSpan.FromSeconds(20));

    public static TheoryData<string> Suspensions => ["at most once", "pivot", "retriable", "undo"];

    // Fault 26
    [Theory, MemberData(nameof(Suspensions))]
    public async Task A_late_Ok_lifts_a_suspension_for_the_doubt_that_it_ends(string which)
    {
        await using var stage = await Faulty.OpenAsync(Saga(which), w => World(w, which));
        await stage.BeginAsync();
        await stage.DriveUntilAsync(() => stage.Ledger.Lines.SelectMany(l => l.Record.Entries).OfType<SagaSuspended>().Any(), "it is suspended");
        Assert.Equal(which == "undo" ? SagaStatus.Compensated : SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal(TimeSpan.FromSeconds(20), stage.Time.Elapsed);
        stage.Called(which == "undo" ? "A1 A2 C1" : "A1 A2");
    }

    // Fault 26
    [Theory, MemberData(nameof(Suspensions))]
    public async Task A_late_Ok_lifts_the_suspension_in_the_eyes_of_the_next_process_too(string which)
    {
        await using var stage =
            await Faulty.OpenAsync(Saga(which), w => World(w, which).On("A2", which == "undo" ? Acts.Reject() : Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok),
                backing: new SqliteBacking());
        await stage.BeginAsync();
        await stage.DriveUntilAsync(() => stage.Ledger.Lines.SelectMany(l => l.Record.Entries)
            .Any(e => e is StepCompleted { Step: "1" } && which != "undo" || e is CompensationCompleted), "the late Ok is recorded");
        await stage.SettleAsync();
        await stage.StartAsync();
        Assert.Null((await stage.Node.Runtime.Instance(Scenes.Id).GetAsync()).Suspended);
        Assert.Equal(which == "undo" ? SagaStatus.Compensated : SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    // Fault 26
    [Fact]
    public async Task A_late_Ok_does_not_lift_what_a_person_suspended()
    {
        await using var stage = await Faulty.OpenAsync(Saga("at most once"), w => World(w, "at most once"));
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        Assert.True((await stage.Ann().SuspendAsync()).IsAccepted);
        await stage.PassAsync(TimeSpan.FromMinutes(5));
        Assert.True(stage.Recorded("1"));
        stage.Called("A1");
        Assert.Equal(WorkState.Suspended, stage.Work());

        await stage.Ann().ResumeAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    private static Script Saga(string which) => which switch
    {
        "at most once" => new Script().Step(atMostOnce: true, timeout: Limit).Step(),
        "pivot" => new Script().Pivot(retry: Retries.Times(1), timeout: Limit).Retriable(),
        "retriable" => new Script().Retriable(retry: Retries.Times(1), timeout: Limit).Retriable(),
        "undo" => new Script().Step(undoTimeout: Limit, undoRetry: Retries.Times(1)).Step(),
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, null),
    };

    private static World World(World world, string which) => which == "undo" ? world.On("A2", Acts.Reject()).On("C1", LateOk) : world.On("A1", LateOk);
}

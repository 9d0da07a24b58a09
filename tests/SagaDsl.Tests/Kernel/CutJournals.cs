using System.Globalization;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Tests.KernelTests;

/// <summary>The kernel on a corpus of journals, each cut at every record: pure, deterministic, and never at a loss.</summary>
public class CutJournals
{
    private const int Seeds = 60;
    private static readonly Lazy<Task<List<(int Seed, Script Saga, StoredInstance Stored)>>> Corpus = new(MakeAsync);

    [Fact]
    public async Task A_state_folded_further_is_the_state_folded_anew()
    {
        foreach (var (seed, saga, stored) in await Corpus.Value)
        {
            var plan = Plan(saga);
            var warm = new SagaState(plan, stored.Id);
            for (var i = 0; i < stored.Records.Count; i++)
            {
                foreach (var entry in stored.Records[i].Entries)
                    Fold.Apply(warm, entry);
                var cold = PureDriver.Refold(plan, stored.Records.Take(i + 1).SelectMany(r => r.Entries));
                Assert.True(Shape(warm) == Shape(cold), $"SAGADSL_SEED={seed}, record {i}");
            }
        }
    }

    [Fact]
    public async Task Decide_is_deterministic()
    {
        foreach (var (seed, _, plan, records) in await CutAsync())
        {
            var texts = Enumerable.Range(0, 2).Select(_ =>
            {
                var driver = Driver(plan, records);
                driver.Finish();
                return string.Join('\n', driver.Added.Select(Text)) + Shape(driver.State);
            }).ToList();
            Assert.True(texts[0] == texts[1], $"SAGADSL_SEED={seed}, cut at {records.Count}");
        }
    }

    [Fact]
    public async Task Decide_has_nothing_to_add_to_what_it_decided()
    {
        foreach (var (seed, _, plan, records) in await CutAsync())
        {
            var driver = Driver(plan, records);
            driver.Turn(null);
            var again = driver.Turn(null);
            Assert.True(again.Count == 0, $"SAGADSL_SEED={seed}, cut at {records.Count}: {string.Join(", ", again)}");
        }
    }

    [Fact]
    public async Task From_every_cut_the_instance_comes_to_its_end_and_the_invariants_hold()
    {
        foreach (var (seed, saga, plan, records) in await CutAsync())
        {
            var driver = Driver(plan, records);
            Assert.True(driver.Finish(), $"SAGADSL_SEED={seed}, cut at {records.Count}: {Shape(driver.State)}\n{string.Join('\n', driver.Added)}");
            var violations = Violations(saga, records, driver.Added);
            Assert.True(violations.Count == 0,
                $"SAGADSL_SEED={seed}, cut at {records.Count}: " +
                $"{string.Join('\n', violations)}\n{string.Join('\n', records.SelectMany(r => r.Entries).Concat(driver.Added).Select(Text))}");
        }
    }

    // The journal as it would then stand, read by the invariants; there is no callee and no store beneath it.
    private static List<string> Violations(Script saga, IReadOnlyList<JournalRecord> records, IReadOnlyList<JournalEntry> added)
    {
        var world = new World(new());
        IReadOnlyList<JournalRecord> all = added.Count == 0
            ? records
            : [.. records,
                new() { Position = records.Count, Previous = records[^1].Hash, Writer = new("heir", 7), Nonce = 1, Time = records[^1].Time, Entries = added }];
        var end = all[^1].Entries[^1] switch { SagaCompleted => SagaStatus.Completed, SagaCompensated => SagaStatus.Compensated, _ => SagaStatus.Abandoned };
        var stored = new StoredInstance { Id = Performance.Id, Saga = saga.Name, Status = new(WorkState.Terminal, end), Records = all };
        return [.. SagaDsl.TestKit.Sagas.Invariants.Check(stored, saga.On(null!), world, new Ledger(world))
            .Where(v => !v.StartsWith("Nothing lost", StringComparison.Ordinal))];
    }

    private static PureDriver Driver(SagaPlan plan, IReadOnlyList<JournalRecord> records) =>
        new(plan, [.. records.SelectMany(r => r.Entries)], records[^1].Time);

    private static async Task<IEnumerable<(int Seed, Script Saga, SagaPlan Plan, IReadOnlyList<JournalRecord> Records)>> CutAsync() =>
        from run in await Corpus.Value
        let plan = Plan(run.Saga)
        from cut in Enumerable.Range(1, run.Stored.Records.Count)
        select (run.Seed, run.Saga, plan, (IReadOnlyList<JournalRecord>)[.. run.Stored.Records.Take(cut)]);

    private static async Task<List<(int Seed, Script Saga, StoredInstance Stored)>> MakeAsync()
    {
        var corpus = new List<(int, Script, StoredInstance)>();
        for (var seed = 10_001; seed < 10_001 + Seeds; seed++)
        {
            var run = new RandomRun(seed);
            await using var stage = await run.GiveAsync(new MemoryBacking());
            corpus.Add((seed, run.Saga, await stage.StoredAsync(Performance.Id)));
        }

        return corpus;
    }

    private static SagaPlan Plan(Script saga) => new(saga.On(null!), new SagaOptions().Plan);

    // Everything the journal says; what is transient left out.
    private static string Shape(SagaState state) => string.Join('\n', state.Steps.Select(s => string.Create(CultureInfo.InvariantCulture,
            $"{s.State} {s.Undo} {s.Doubtful} {s.MayHaveBegun} {s.PendingRecorded} {s.Attempts} {s.Interruptions} {s.Waits} {s.DueAt} {s.OutcomeOrder} " +
                $"{s.UndoOrder} {s.Cause} {s.Error} {s.Result}"))
        .Append($"{state.Status} {state.Committed} {state.KeyRoot} {state.DeadlineAt} {state.DeadlineFired} {state.Cancel} {state.TurnedBack} " +
            $"{state.Suspended} {state.Attention} {state.Outcomes} {state.CancelOrder} {state.DeadlineOrder} {state.FirstFailure} {state.FirstReady} " +
            $"{state.Unfinished} {state.Undecided} {state.OpenCount} {state.AnyHalted}"));

    private static string Text(JournalEntry entry) => entry is OwnershipTaken taken ? $"taken {string.Join(", ", taken.Interrupted)}" : entry.ToString();
}

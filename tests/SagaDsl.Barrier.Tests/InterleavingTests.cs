using SagaDsl.Barrier.Tests.Databases;
using Xunit.Abstractions;

namespace SagaDsl.Barrier.Tests;

/// <summary>Actions, duplicates, undos and crashes in every order that chance makes. A seed that failed is run again with <c>SAGADSL_SEED</c>.</summary>
[Collection(DatabaseTests.Name)]
public sealed class InterleavingTests(ITestOutputHelper log)
{
    private const int Keys = 3;

    private static readonly int? OneSeed =
        int.TryParse(Environment.GetEnvironmentVariable("SAGADSL_SEED"), out var seed) ? seed : null;

    /// <summary>One after the other: each call's outcome is exactly the model's.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task One_after_the_other_each_call_ends_as_the_model_says(string kind)
    {
        var seen = new HashSet<string>();
        foreach (var seed in Seeds(60))
        {
            await using var database = await TestDatabase.NewAsync(kind);
            var (random, models) = (new Random(seed), Enumerable.Range(0, Keys).Select(_ => new Model()).ToArray());
            for (var n = 0; n < 40; n++)
            {
                var key = random.Next(Keys);
                var (call, crash) = ((CallKind)random.Next(3), (Crash)random.Next(3));
                var expected = models[key].Expect(call, crash, $"reply {n}");
                var outcome = await RunAsync(database, $"k{key}", call, crash, $"reply {n}");
                Assert.True(expected == outcome, $"Seed {seed}, call {n}: {call} of k{key}, crash {crash}: it ended as '{outcome}', not as '{expected}'.");
                seen.Add($"{call}, crash {crash}: {expected.TrimEnd("0123456789".ToCharArray())}");
            }

            for (var key = 0; key < Keys; key++)
                Assert.True(models[key].Ledger == await database.LedgerAsync($"k{key}"), $"Seed {seed}: the ledger of k{key} is not {models[key].Ledger}.");
        }

        log.WriteLine(string.Join(Environment.NewLine, seen.Order()));
        // What was to be tried was tried.
        if (OneSeed is null)
            Assert.Equal(17, seen.Count);
    }

    /// <summary>At once: whatever the order was, nothing is done twice, and what was answered stays true.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task At_once_nothing_is_done_twice_and_no_answer_is_taken_back(string kind)
    {
        foreach (var seed in Seeds(kind == "sqlite" ? 12 : 60))
        {
            await using var database = await TestDatabase.NewAsync(kind);
            var workers = Enumerable.Range(0, 3).Select(worker => Task.Run(() => WorkAsync(database, new(seed * 100 + worker), worker))).ToList();
            var calls = (await Task.WhenAll(workers)).SelectMany(one => one).ToList();
            for (var key = 0; key < Keys; key++)
                Check($"Seed {seed}, k{key}", calls.Where(call => call.Key == key).ToList(), await database.LedgerAsync($"k{key}"));
        }
    }

    private static void Check(string where, List<Ended> calls, (int Did, int Undid) ledger)
    {
        var replies = calls.Where(call => call.Outcome.StartsWith("reply", StringComparison.Ordinal)).Select(call => call.Outcome).Distinct().ToList();
        var isUndone = calls.Exists(call => call is { Call: CallKind.Undo, Outcome: "ran" or "nothing" });
        Assert.True(replies.Count <= 1, $"{where}: different replies were given: {string.Join(", ", replies)}.");
        Assert.True(ledger.Did <= 1 && ledger.Undid <= ledger.Did, $"{where}: done and undone {ledger} times.");
        Assert.True(!isUndone || ledger.Did == ledger.Undid, $"{where}: an undo was answered, and the ledger says {ledger}.");
        Assert.True(replies.Count == 0 || ledger.Did == 1, $"{where}: a reply was given and the ledger says {ledger}.");
        Assert.True(calls.Count(call => call is { Call: CallKind.Undo, Outcome: "ran" }) <= 1, $"{where}: two undos ran and were answered.");
        Assert.True(
            !calls.Exists(call => call is { Call: CallKind.Bar, Outcome: "never came" }) || ledger.Did == 0, $"{where}: it was barred and done: {ledger}.");
        // After an answer to an undo, no action may be done or answered by a reply.
        var undoneAt = calls.Where(call => call is { Call: CallKind.Undo, Outcome: "ran" or "nothing" }).Select(call => call.End)
            .DefaultIfEmpty(long.MaxValue).Min();
        Assert.True(
            calls.TrueForAll(call => call.Call != CallKind.Action || call.Begin < undoneAt || call.Outcome is "refused" or "crashed"),
            $"{where}: an action was done after its undo.");
    }

    private static long _moment;

    private static async Task<List<Ended>> WorkAsync(TestDatabase database, Random random, int worker)
    {
        var calls = new List<Ended>();
        for (var n = 0; n < 8; n++)
        {
            // Undos are rarer: else little else would happen.
            var (key, call) = (random.Next(Keys), random.Next(10) switch { < 6 => CallKind.Action, < 9 => CallKind.Undo, _ => CallKind.Bar });
            var crash = (Crash)Math.Max(0, random.Next(5) - 2);
            var begin = Interlocked.Increment(ref _moment);
            var outcome = await RunAsync(database, $"k{key}", call, crash, $"reply {worker}.{n}");
            calls.Add(new(key, call, outcome, begin, Interlocked.Increment(ref _moment)));
        }

        return calls;
    }

    private static async Task<string> RunAsync(TestDatabase database, string key, CallKind call, Crash crash, string reply)
    {
        try
        {
            var said = call switch
            {
                CallKind.Bar => await database.Barrier().BarAsync(key) ? "was done" : "never came",
                CallKind.Action => await database.Barrier().DoAsync(key, reply, after: CrashIf(Crash.BeforeCommit)),
                _ => await database.Barrier().UndoAsync(key, after: CrashIf(Crash.BeforeCommit)) ? "ran" : "nothing",
            };
            CrashIf(Crash.AfterCommit)();
            return said;
        }
        catch (StepRejectedException)
        {
            return "refused";
        }
        catch (TimeoutException)
        {
            return "crashed";
        }

        Action CrashIf(Crash when) => () =>
        {
            if (crash == when)
                throw new TimeoutException();
        };
    }

    private IEnumerable<int> Seeds(int count)
    {
        var first = OneSeed ?? Environment.TickCount;
        log.WriteLine(OneSeed is { } one ? $"seed {one}" : $"seeds {first} to {first + count - 1}");
        return OneSeed is null ? Enumerable.Range(first, count) : [first];
    }

    private enum CallKind
    {
        Action = 0,
        Undo = 1,
        Bar = 2,
    }

    private enum Crash
    {
        None = 0,
        BeforeCommit = 1,
        AfterCommit = 2,
    }

    private sealed record Ended(int Key, CallKind Call, string Outcome, long Begin, long End);

    /// <summary>What one key's effect is, told without a database.</summary>
    private sealed class Model
    {
        private string? _reply;
        private bool _isBarred;
        private bool _isUndoAnswered;

        public (int Did, int Undid) Ledger { get; private set; }

        public string Expect(CallKind call, Crash crash, string reply)
        {
            var said = call switch
            {
                CallKind.Action when _isBarred || Ledger.Undid > 0 => "refused",
                CallKind.Action => Do(crash, reply),
                CallKind.Undo => Undo(crash),
                _ => Bar(),
            };
            return crash == Crash.AfterCommit && said != "refused" ? "crashed" : said;
        }

        private string Do(Crash crash, string reply)
        {
            if (_reply is null && crash == Crash.BeforeCommit)
                return "crashed";
            Ledger = (1, 0);
            return _reply ??= reply;
        }

        private string Undo(Crash crash)
        {
            if (!_isUndoAnswered && Ledger == (1, 0))
            {
                if (crash == Crash.BeforeCommit)
                    return "crashed";
                (Ledger, _isUndoAnswered) = ((1, 1), true);
                return "ran";
            }

            (_isUndoAnswered, _isBarred) = (true, _isBarred || Ledger.Did == 0);
            return "nothing";
        }

        private string Bar()
        {
            _isBarred |= Ledger.Did == 0;
            return _isBarred ? "never came" : "was done";
        }
    }
}

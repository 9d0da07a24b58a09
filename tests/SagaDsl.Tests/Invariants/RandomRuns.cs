using System.Diagnostics;
using System.Globalization;

namespace SagaDsl.Tests.InvariantTests;

/// <summary>
/// Random definitions × random callees × random crashes, lost appends and commands: the invariants hold, and every run
/// ends. A failure names its seed; <c>SAGADSL_SEED=n</c> gives that run alone, <c>SAGADSL_RUNS=n</c> that many.
/// </summary>
public class RandomRuns
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_invariants_hold_in_random_runs_on_memory()
    {
        var (first, runs) = Seeds(400);
        var watch = Stopwatch.StartNew();
        for (var seed = first; seed < first + runs && (watch.Elapsed < Enough || runs > 400); seed++)
            await HoldAsync(seed, Stores.Memory);
    }

    [Fact]
    public async Task The_invariants_hold_in_random_runs_on_sqlite()
    {
        var (first, runs) = Seeds(10);
        for (var seed = first; seed < first + Math.Min(runs, 50); seed++)
            await HoldAsync(seed, Stores.Sqlite);
    }

    private static async Task HoldAsync(int seed, string store)
    {
        try
        {
            await using var stage = await new RandomRun(seed).GiveAsync(Stores.Open(store));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"SAGADSL_SEED={seed} on {store}: {e.Message}", e);
        }
    }

    private static (int First, int Count) Seeds(int count)
    {
        var (seed, runs) = (Environment.GetEnvironmentVariable("SAGADSL_SEED"), Environment.GetEnvironmentVariable("SAGADSL_RUNS"));
        var number = runs is null ? seed is null ? count : 1 : int.Parse(runs, CultureInfo.InvariantCulture);
        return (seed is null ? 1 : int.Parse(seed, CultureInfo.InvariantCulture), number);
    }
}

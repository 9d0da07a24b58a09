using System.Diagnostics;
using Xunit.Abstractions;

namespace Shop.Tests.Runs;

/// <summary>The promise itself: kill -9 at any moment, start again, and everything balances.</summary>
public sealed class KillTests(ITestOutputHelper log) : IDisposable
{
    private const int Kills = 12;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(25);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public void Killed_again_and_again_and_started_again_it_balances(string store) => KillAndResume(store, DataSets.Sample);

    [NorthwindTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public void And_so_it_does_on_the_Northwind_files(string store) => KillAndResume(store, DataSets.Northwind!);

    private void KillAndResume(string store, string orders)
    {
        var seed = Environment.TickCount;
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var killed = 0;
        while (killed < Kills && clock.Elapsed < Enough && KillOne(random, store, orders))
            killed++;
        log.WriteLine($"killed {killed} times in {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.True(killed >= 3, $"Only {killed} processes lived long enough to be killed.");

        var (exit, output, error) = OrderSagaProcess.Run("--data", orders, "--db", _folder["db"], "--store", store, "--json", _folder["report.json"]);

        Assert.True(exit == 0, output + error);
        var data = new PlainLoop(orders);
        var report = RunReport.Read(_folder["report.json"]);
        report.MustBalance(data);
        new Ledgers(_folder["db"]).MustAgree(report, data);
        log.WriteLine($"{report.Completed.Length} completed, {report.Compensated.Length} compensated");
    }

    /// <summary>Starts a run and kills it: now and then while it starts, mostly while it works. False where it ended before.</summary>
    private bool KillOne(Random random, string store, string orders)
    {
        using var process = OrderSagaProcess.Start(
            "--data", orders, "--db", _folder["db"], "--store", store, "--flaky", "0.3", "--in-flight", "12", "--seed", $"{random.Next(1000)}");
        if (random.Next(4) > 0)
            process.StandardOutput.ReadLine();
        var wait = random.Next(400);
        if (process.WaitForExit(wait))
        {
            Assert.True(process.ExitCode == 0, process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd());
            return false;
        }

        process.Kill();
        process.WaitForExit();
        return true;
    }
}

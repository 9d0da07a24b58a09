using Shop.Cli;
using Shop.Data;
using Shop.Report;

namespace Shop.Tests.Runs;

/// <summary>The services in one process, without NATS.</summary>
public sealed class InProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task One_at_a_time_is_the_same_as_a_plain_loop_over_the_files() => MustBeAsAPlainLoopAsync(DataSets.Sample);

    [NorthwindFact]
    public Task One_at_a_time_is_the_same_as_a_plain_loop_over_Northwind() => MustBeAsAPlainLoopAsync(DataSets.Northwind!);

    [Fact]
    public Task Many_in_flight_balance() => MustBalanceAsync(DataSets.Sample);

    [NorthwindFact]
    public Task Many_in_flight_balance_with_Northwind() => MustBalanceAsync(DataSets.Northwind!);

    [Fact]
    public async Task A_declined_card_undoes_the_order_and_nothing_else()
    {
        var expected = new PlainLoop(DataSets.Sample, cardLimit: 250m);
        Assert.NotEqual(new PlainLoop(DataSets.Sample).Completed, expected.Completed);

        var output = await RunAsync(Options(DataSets.Sample) with { InFlight = 1, CardLimit = 250m });

        Assert.Contains("Charge was refused: CardDeclined", output, StringComparison.Ordinal);
        Assert.Equal(expected.Completed, RunReport.Read(_folder["report.json"]).Completed);
    }

    [Fact]
    public async Task Run_again_in_the_same_folder_nothing_happens_twice()
    {
        await RunAsync(Options(DataSets.Sample));
        var first = RunReport.Read(_folder["report.json"]);

        await RunAsync(Options(DataSets.Sample));

        var second = RunReport.Read(_folder["report.json"]);
        Assert.Equal((first.Completed, first.Charged, first.Refunded), (second.Completed, second.Charged, second.Refunded), Same);
        MustBalance(new(DataSets.Sample));
    }

    private static bool Same((int[] Completed, decimal, decimal) one, (int[] Completed, decimal, decimal) other) =>
        one.Completed.SequenceEqual(other.Completed) && (one.Item2, one.Item3) == (other.Item2, other.Item3);

    private async Task MustBeAsAPlainLoopAsync(string data)
    {
        var expected = new PlainLoop(data);

        await RunAsync(Options(data) with { InFlight = 1 });

        var report = RunReport.Read(_folder["report.json"]);
        Assert.Equal(expected.Completed, report.Completed);
        Assert.Equal(expected.Compensated, report.Compensated);
        Assert.Equal(expected.Stock, report.Stock);
        MustBalance(expected);
    }

    private async Task MustBalanceAsync(string data)
    {
        await RunAsync(Options(data) with { InFlight = 256 });
        MustBalance(new(data));
    }

    private void MustBalance(PlainLoop data)
    {
        var report = RunReport.Read(_folder["report.json"]);
        report.MustBalance(data);
        new Ledgers(_folder["db"]).MustAgree(report, data);
    }

    private Options Options(string data) => new() { Data = data, Db = _folder["db"], Json = _folder["report.json"], InProcess = true };

    private static async Task<string> RunAsync(Options options)
    {
        using var limit = new CancellationTokenSource(Limit);
        var output = new StringWriter();
        var exit = await new Business(options, OrderFiles.Read(options.Data), new Screen(output, plain: true)).RunAsync(limit.Token);
        Assert.True(exit == 0, output.ToString());
        return output.ToString();
    }
}

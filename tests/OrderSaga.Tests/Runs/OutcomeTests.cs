using Shop.Cli;

namespace Shop.Tests.Runs;

public sealed class OutcomeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task One_at_a_time_is_the_same_as_a_plain_loop_over_the_files() => MustBeAsAPlainLoopAsync(DataSets.Sample);

    [NorthwindFact]
    public Task One_at_a_time_is_the_same_as_a_plain_loop_over_Northwind() => MustBeAsAPlainLoopAsync(DataSets.Northwind!);

    [Fact]
    public Task Many_in_flight_balance() => MustBalanceWithManyInFlightAsync(DataSets.Sample);

    [NorthwindFact]
    public Task Many_in_flight_balance_with_Northwind() => MustBalanceWithManyInFlightAsync(DataSets.Northwind!);

    [Fact]
    public async Task A_declined_card_undoes_the_order_and_nothing_else()
    {
        var data = DataSets.Sample;
        var expected = new PlainLoop(data, cardLimit: 250m);
        Assert.NotEqual(new PlainLoop(data).Completed, expected.Completed);

        var (exit, output) = await InProcess.RunAsync(Options(data) with { InFlight = 1, CardLimit = 250m });

        Assert.True(exit == 0, output);
        Assert.Contains("CardDeclined", output, StringComparison.Ordinal);
        Assert.Equal(expected.Completed, RunReport.Read(_folder["report.json"]).Completed);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, 1)]
    [InlineData(StoreKind.Sqlite, 2)]
    [InlineData(StoreKind.LiteDb, 1)]
    [InlineData(StoreKind.LiteDb, 2)]
    [InlineData(StoreKind.Memory, 3)]
    public async Task Many_in_flight_over_flaky_links_balance(StoreKind store, int seed)
    {
        var data = DataSets.Sample;

        var (exit, output) = await InProcess.RunAsync(Options(data) with { Flaky = 0.2, Seed = seed, Store = store });

        Assert.True(exit == 0, output);
        MustBalance(data);
    }

    [Fact]
    public async Task Steps_that_were_given_up_are_undone_too()
    {
        var (exit, output) = await InProcess.RunAsync(Options(DataSets.Sample) with { Flaky = 0.5, InFlight = 256 });

        Assert.True(exit == 0, output);
        Assert.Contains("gave up after 6 attempts", output, StringComparison.Ordinal);
        MustBalance(DataSets.Sample);
    }

    [Fact]
    public async Task Run_again_in_the_same_folder_nothing_happens_twice()
    {
        var options = Options(DataSets.Sample);
        await InProcess.RunAsync(options);
        var first = RunReport.Read(_folder["report.json"]);

        var (exit, output) = await InProcess.RunAsync(options);

        Assert.True(exit == 0, output);
        Assert.Contains("180 had been begun by an earlier run", output, StringComparison.Ordinal);
        var second = RunReport.Read(_folder["report.json"]);
        Assert.Equal(first.Completed, second.Completed);
        Assert.Equal((first.Charged, first.Refunded), (second.Charged, second.Refunded));
        MustBalance(options.Data);
    }

    [Fact]
    public async Task Stopped_half_way_it_says_how_to_go_on_and_goes_on()
    {
        var options = Options(DataSets.Sample) with { Flaky = 0.2, InFlight = 8 };
        using var stop = new CancellationTokenSource();
        var running = InProcess.RunAsync(options, stop.Token);
        await ForFileAsync(_folder["db/sagas.db"], running);
        await stop.CancelAsync();

        var (exit, output) = await running;
        Assert.Equal(Exit.Stopped, exit);
        Assert.Contains($"--db {_folder["db"]}", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["report.json"]));

        (exit, output) = await InProcess.RunAsync(options with { Flaky = 0 });
        Assert.True(exit == 0, output);
        MustBalance(options.Data);
    }

    private async Task MustBeAsAPlainLoopAsync(string data)
    {
        var expected = new PlainLoop(data);

        var (exit, output) = await InProcess.RunAsync(Options(data) with { InFlight = 1 });

        Assert.True(exit == 0, output);
        var report = RunReport.Read(_folder["report.json"]);
        Assert.Equal(expected.Completed, report.Completed);
        Assert.Equal(expected.Compensated, report.Compensated);
        Assert.Equal(expected.Stock, report.Stock);
        report.MustBalance(expected);
        new Ledgers(_folder["db"]).MustAgree(report, expected);
        Assert.NotEmpty(expected.Completed);
        Assert.NotEmpty(expected.Compensated);
    }

    private async Task MustBalanceWithManyInFlightAsync(string data)
    {
        var (exit, output) = await InProcess.RunAsync(Options(data) with { InFlight = 256 });

        Assert.True(exit == 0, output);
        MustBalance(data);
    }

    private static async Task ForFileAsync(string file, Task running)
    {
        while (!File.Exists(file) && !running.IsCompleted)
            await Task.Yield();
    }

    private Options Options(string data) => new() { Data = data, Db = _folder["db"], Json = _folder["report.json"] };

    private void MustBalance(string data)
    {
        var report = RunReport.Read(_folder["report.json"]);
        report.MustBalance(new PlainLoop(data));
        new Ledgers(_folder["db"]).MustAgree(report, new PlainLoop(data));
    }
}

using Shop.Processes;
using Shop.Tests.Runs;

namespace Shop.Tests.Processes;

/// <summary>The program as a person types it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("warehouse", "'warehouse' is no service of the shop: orders, payments, stock, shipping, orchestrator.")]
    [InlineData("stock", "stock needs --nats, where the others reach it, and --db, which they share.")]
    [InlineData("--hold 1", "--nats, --name, --hold and --attached are a service's: name one.")]
    [InlineData("--chaos --in-process", "--chaos kills processes, and --in-process has only one.")]
    [InlineData("--in-flight 0", "--in-flight needs a whole number from 1 to 4096, not '0'.")]
    [InlineData("--orders", "--orders needs a whole number from 1 to 1000000.")]
    [InlineData("--story 1 --in-process", "--story 1: there is no such order among the 180 that are run.")]
    [InlineData("--data {0}/none", "{0}/none: there is no such folder.")]
    [InlineData("--json {0}/none/report.json", "--json {0}/none/report.json: there is no folder {0}/none.")]
    [InlineData("--speed 3", "Unrecognized command or argument '--speed'.")]
    public async Task What_is_typed_wrong_gets_one_line_and_code_2_and_nothing_is_made(string arguments, string expected)
    {
        var (exit, output, error) = await Program.RunAsync(string.Format(null, arguments, _folder.Path).Split(' '));

        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("microservice-orders: " + string.Format(null, expected, _folder.Path).TrimEnd('.'), error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [NatsFact]
    public async Task One_at_a_time_over_NATS_is_the_same_as_a_plain_loop_and_a_story_is_told_across_processes()
    {
        var expected = new PlainLoop(DataSets.Sample);

        var (exit, output, error) = await Program.RunAsync(Options("--in-flight", "1", "--story", $"{expected.Compensated[0]}"));

        Assert.True(exit == 0, output + error);
        var report = RunReport.Read(_folder["report.json"]);
        Assert.Equal(expected.Completed, report.Completed);
        Assert.Equal(expected.Stock, report.Stock);
        MustBalance();
        Assert.Matches("as the journals tell it. Trace [0-9a-f]{32}", output);
        Assert.All(
            ["orders +CreateOrder +has done it", "payments +Charge +has done it", "stock +Reserve +refuses: ", "payments +Charge +has undone it",
                "orders +CreateOrder +has undone it", "orchestrator +compensated"],
            line => Assert.Matches("ms  " + line, output));
    }

    [NatsFact]
    public async Task Chaos_ends_with_the_proof_and_who_died()
    {
        var (exit, output, error) = await Program.RunAsync(Options("--chaos", "--seed", $"{Random.Shared.Next(1000)}", "--in-flight", "8"));

        Assert.True(exit == 0, output + error);
        MustBalance();
        Assert.Matches("The longest time in which no order ended: [0-9.]+ s", output);
        var killed = Roles.All.Select(role => role.Name()).Append("nats-server")
            .Sum(name => int.Parse(output.Split('\n').Single(line => line.StartsWith($"| {name} ", StringComparison.Ordinal)).Split('|')[2], null));
        Assert.True(killed > 0, output);
    }

    [NatsFact]
    public async Task Stopped_by_the_user_it_leaves_no_process_and_goes_on_from_there()
    {
        using var process = Program.Start(Options("--in-flight", "4"));
        await Program.UntilAsync(() => Program.ChildrenOf(process.Id).Length == 6, "six children run");
        var children = Program.ChildrenOf(process.Id);
        await Program.UntilAsync(() => File.Exists(_folder["db/orchestrator.journal.db"]), "the orders began");

        Signals.Send(process.Id, Signal.Terminate);
        var (exit, output, error) = await Program.EndAsync(process);

        Assert.True(exit == Exit.Stopped, output + error);
        Assert.Contains($"--db {_folder["db"]}", output, StringComparison.Ordinal);
        Assert.DoesNotContain(children, Program.Lives);

        (exit, output, error) = await Program.RunAsync(Options());
        Assert.True(exit == 0, output + error);
        MustBalance();
    }

    private string[] Options(params string[] more) => ["--db", _folder["db"], "--json", _folder["report.json"], .. more];

    private void MustBalance()
    {
        var (report, data) = (RunReport.Read(_folder["report.json"]), new PlainLoop(DataSets.Sample));
        report.MustBalance(data);
        new Ledgers(_folder["db"]).MustAgree(report, data);
    }
}

using Microsoft.Data.Sqlite;
using SagaDsl.Journal;
using Shop.Report;

namespace Shop.Tests.Processes;

/// <summary>What comes late, twice, or in the wrong order, at real processes.</summary>
public sealed class ZombieTests
{
    /// <summary>The journal of the zombie knows nothing of the undo; the barrier's row does.</summary>
    [NatsFact]
    public async Task Paused_before_its_commit_and_continued_after_the_undo_it_leaves_nothing()
    {
        await using var shop = await TestShop.OpenAsync(orders: 1);
        Start(shop, "orders", "payments", "shipping");
        var zombie = shop.Start("stock", "--hold", $"{shop.Orders[0]}");
        var orchestrator = shop.Start("orchestrator");
        await Program.UntilAsync(() => Program.StandsStill(zombie.Id), "the zombie stood still");
        IReadOnlyList<byte[]> waiting = [];
        await Program.UntilAsync(async () => (waiting = await shop.WaitingForStockAsync()).Any(IsUndo), "the order was given up");
        // Only the undo: another process that got the command again would do it, and the zombie would give the same answer.
        await shop.PurgeStockAsync();
        await shop.SendToStockAsync(waiting.First(IsUndo));
        shop.Start("stock", "--name", "stock-2");
        await orchestrator.DoneAsync();
        Assert.Equal("barred", Ask(shop, "SELECT state FROM sagadsl_barrier"));

        zombie.Continue();

        // It ends in good order: the call that it was in comes to its end.
        var report = await shop.MustBalanceAsync();
        var entries = await StockEntriesAsync(shop, "stock");
        Assert.Contains(entries, entry => entry is StepScheduled);
        Assert.DoesNotContain(entries, entry => entry is StepCompleted);
        Assert.Equal(shop.Orders, report.Compensated);
        Assert.Equal("0", Ask(shop, "SELECT COUNT(*) FROM reservations"));
    }

    /// <summary>Case 14: an undo twice at once, then the action: no code of the service's runs, and nothing has changed.</summary>
    [NatsFact]
    public async Task Undone_twice_at_once_and_then_asked_nothing_happens()
    {
        await using var shop = await TestShop.OpenAsync(orders: 1);
        Start(shop, "orders", "payments", "shipping");
        var orchestrator = shop.Start("orchestrator");
        IReadOnlyList<byte[]> waiting = [];
        await Program.UntilAsync(async () => (waiting = await shop.WaitingForStockAsync()).Any(IsUndo), "the order was given up");
        await orchestrator.KillAsync();
        var (command, undo) = (waiting.First(body => !IsUndo(body)), waiting.First(IsUndo));
        await shop.PurgeStockAsync();

        await shop.SendToStockAsync(undo, undo);
        shop.Start("stock");
        await Program.UntilAsync(async () => (await shop.WaitingForStockAsync()).Count == 0, "both undos were taken in");
        await shop.SendToStockAsync(command);
        await Program.UntilAsync(async () => (await shop.WaitingForStockAsync()).Count == 0, "the action was taken in");
        await shop.Start("orchestrator").DoneAsync();

        var report = await shop.MustBalanceAsync();
        Assert.Equal(shop.Orders, report.Compensated);
        Assert.Equal("0", Ask(shop, "SELECT COUNT(*) FROM reservations"));
        Assert.Equal("barred", Ask(shop, "SELECT group_concat(state) FROM sagadsl_barrier"));
        Assert.DoesNotContain(await StockEntriesAsync(shop, "stock"), entry => entry is StepScheduled or CompensationScheduled);
    }

    /// <summary>Case 23: the same commands at two nodes at once, and a second orchestrator: one history, nothing recorded twice.</summary>
    [NatsFact]
    public async Task Handed_to_two_nodes_at_once_it_happens_once()
    {
        await using var shop = await TestShop.OpenAsync(orders: 40, inFlight: 8);
        Start(shop, "orders", "payments", "shipping");
        var orchestrator = shop.Start("orchestrator");
        await Program.UntilAsync(async () => (await shop.WaitingForStockAsync()).Count >= 8, "eight orders wait for stock");
        await shop.SendToStockAsync(await shop.WaitingForStockAsync());
        Start(shop, "stock");
        shop.Start("stock", "--name", "stock-2");
        var (exit, _, error) = await shop.RunAsync("orchestrator");
        await orchestrator.DoneAsync();

        Assert.Equal(2, exit);
        Assert.StartsWith("microservice-orders: another process runs as orchestrator here", error, StringComparison.Ordinal);
        await shop.MustBalanceAsync();
        Assert.NotEmpty(await StockEntriesAsync(shop, "stock"));
        Assert.NotEmpty(await StockEntriesAsync(shop, "stock-2"));
        await using var journals = await Journals.OpenAsync(shop.Folder);
        foreach (var order in shop.Orders)
        {
            var history = (await journals.OfAsync($"order-{order}")).Where(found => found.Process == "orchestrator").ToList();
            Assert.Equal(Enumerable.Range(0, history.Count), history.Select(found => found.Record.Position));
            var entries = history.SelectMany(found => found.Record.Entries).ToList();
            Assert.Distinct(entries.OfType<RemoteStepScheduled>().Select(entry => entry.Step));
            Assert.Distinct(entries.OfType<StepCompleted>().Select(entry => entry.Step));
        }
    }

    private static bool IsUndo(byte[] body) => body.AsSpan().IndexOf("\"kind\":\"Undo\""u8) >= 0;

    private static void Start(TestShop shop, params string[] roles) => Array.ForEach(roles, role => shop.Start(role));

    private static async Task<IReadOnlyList<JournalEntry>> StockEntriesAsync(TestShop shop, string process)
    {
        await using var journals = await Journals.OpenAsync(shop.Folder);
        var entries = new List<JournalEntry>();
        foreach (var order in shop.Orders)
        {
            entries.AddRange((await journals.OfAsync($"order-{order}"))
                .Where(found => found.Process == process && found.Instance.Contains("Reserve", StringComparison.Ordinal))
                .SelectMany(found => found.Record.Entries));
        }

        return entries;
    }

    private static string? Ask(TestShop shop, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={shop.Folder.StockFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}

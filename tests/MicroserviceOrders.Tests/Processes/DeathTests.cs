namespace Shop.Tests.Processes;

/// <summary>Processes die and stand still at any moment; orders go on, and everything balances.</summary>
public sealed class DeathTests
{
    private static readonly string[] Participants = ["orders", "payments", "stock", "shipping"];

    [NatsFact]
    public async Task Every_service_killed_once_it_balances()
    {
        await using var shop = await TestShop.OpenAsync();
        var services = Participants.ToDictionary(role => role, role => shop.Start(role));
        var orchestrator = shop.Start("orchestrator");
        var after = 0;
        foreach (var role in Participants)
        {
            await orchestrator.ReachesAsync(after += 25);
            Assert.True(await services[role].KillAsync());
            shop.Start(role);
        }

        await orchestrator.ReachesAsync(after + 25);
        Assert.True(await orchestrator.KillAsync(), "The orchestrator had ended before it was killed.");
        await shop.Start("orchestrator").DoneAsync();

        await shop.MustBalanceAsync();
    }

    [NatsFact]
    public async Task The_server_killed_and_paused_under_load_nothing_is_lost()
    {
        await using var shop = await TestShop.OpenAsync();
        Array.ForEach(Participants, role => shop.Start(role));
        var orchestrator = shop.Start("orchestrator");
        await orchestrator.ReachesAsync(25);
        await shop.Server.RestartAsync();
        var ended = orchestrator.Ended;
        await orchestrator.ReachesAsync(ended + 25);
        shop.Server.Pause();
        await Task.Delay(1000);
        shop.Server.Resume();
        await orchestrator.DoneAsync();

        Assert.InRange(ended, 25, 179);
        await shop.MustBalanceAsync();
    }

    [NatsFact]
    public async Task A_service_that_comes_late_gets_what_was_sent_before()
    {
        await using var shop = await TestShop.OpenAsync(orders: 20);
        shop.Start("payments");
        shop.Start("stock");
        shop.Start("shipping");
        var orchestrator = shop.Start("orchestrator");
        await Program.UntilAsync(() => Directory.Exists(shop.Folder.Path) && shop.Folder.Journals.Any(journal => journal.Process == "orchestrator"),
            "the orchestrator had begun");
        shop.Start("orders");
        await orchestrator.DoneAsync();

        await shop.MustBalanceAsync();
    }
}

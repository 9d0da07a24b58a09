using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using SagaDsl.Barrier.Tests.Databases;

namespace SagaDsl.Barrier.Tests;

public sealed record Cart(string Id, bool IsRefused);

public sealed record Taken(string Shelf, int Pieces);

/// <summary>A saga that takes from stock, in a database of its own, and then may be refused.</summary>
[Saga("barrier-checkout")]
public sealed partial class BarrierCheckout(IBarrier barrier, Line line) : ISaga<Cart>
{
    [Step(Compensation = nameof(PutBack))]
    public async Task<Taken> Take(Cart cart, StepContext step)
    {
        var taken = await barrier.OnceAsync(step, async transaction =>
        {
            await Ledger.WriteAsync(transaction, cart.Id, "did");
            return new Taken("A", ++line.Calls);
        });
        if (line.Losses-- > 0)
            throw new IOException("The reply was lost after the commit.");
        return taken;
    }

    public Task PutBack(Cart cart, StepContext step) => barrier.OnceAsync(step, transaction => Ledger.WriteAsync(transaction, cart.Id, "undid"));

    [Step, NoCompensation("reads only")]
    public Task<int> Check(Cart cart, Taken taken) =>
        cart.IsRefused ? throw new StepRejectedException("refused") : Task.FromResult(taken.Pieces);
}

/// <summary>The way between the database and the journal.</summary>
public sealed class Line
{
    /// <summary>How many replies are still to be lost.</summary>
    public int Losses { get; set; }

    public int Calls { get; set; }
}

/// <summary>The barrier where it is used: in a saga, from the container.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SagaTests
{
    [Fact]
    public async Task A_reply_that_was_lost_after_the_commit_comes_from_the_row()
    {
        await using var database = await TestDatabase.NewAsync("sqlite");
        var line = new Line { Losses = 2 };
        await using var provider = await RunningAsync(database, line);
        var outcome = await provider.GetRequiredService<BarrierCheckoutClient>().RunAsync("order-1", new("order-1", IsRefused: false));
        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(1, line.Calls);
        Assert.Equal((1, 0), await database.LedgerAsync("order-1"));
        Assert.Contains("\"shelf\":\"A\"", await database.ReadAsync("SELECT reply FROM sagadsl_barrier"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_saga_that_turns_back_undoes_it_under_the_same_key()
    {
        await using var database = await TestDatabase.NewAsync("sqlite");
        await using var provider = await RunningAsync(database, new());
        var outcome = await provider.GetRequiredService<BarrierCheckoutClient>().RunAsync("order-1", new("order-1", IsRefused: true));
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal((1, 1), await database.LedgerAsync("order-1"));
        Assert.Equal("done undone", await database.ReadAsync("SELECT group_concat(state, ' ') FROM (SELECT state FROM sagadsl_barrier ORDER BY state)"));
    }

    [Fact]
    public async Task It_comes_from_the_container_with_clock_and_limit_of_the_host()
    {
        await using var database = await TestDatabase.NewAsync("sqlite");
        var services = new ServiceCollection();
        services.AddSagas(sagas => sagas.UseMemory().Configure(options => options.MaxPayloadBytes = 100));
        services.AddSingleton(new SqliteConnectionStringBuilder(database.ConnectionString()));
        services.AddSagaBarrier(
            provider => new SqliteConnection(provider.GetRequiredService<SqliteConnectionStringBuilder>().ConnectionString), options => options.Table = "mine");
        await using var provider = services.BuildServiceProvider();
        var barrier = provider.GetRequiredService<IBarrier>();
        Assert.Same(barrier, provider.GetRequiredService<IBarrier>());
        await Assert.ThrowsAsync<PayloadTooLargeException>(() => barrier.DoAsync("k", new('x', 200)));
        await barrier.DoAsync("k");
        Assert.Equal("1", await database.ReadAsync("SELECT count(*) FROM mine"));
    }

    [Fact]
    public async Task A_handler_is_tested_with_a_substitute()
    {
        var barrier = Substitute.For<IBarrier>();
        var step = Call.Action("k");
        barrier.OnceAsync(step, Arg.Any<Func<System.Data.Common.DbTransaction, Task<Taken>>>()).Returns(new Taken("B", 3));
        Assert.Equal(new Taken("B", 3), await new BarrierCheckout(barrier, new()).Take(new("order-1", false), step));
    }

    private static async Task<ServiceProvider> RunningAsync(TestDatabase database, Line line)
    {
        var services = new ServiceCollection().AddSingleton(line);
        services.AddSagaBarrier(() => database.Connect());
        services.AddSagas(sagas => sagas.AddBarrierCheckout().UseMemory()
            .Configure(options => options.StepRetry = options.StepRetry with { FirstDelay = TimeSpan.FromMilliseconds(1) }));
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
            await hosted.StartAsync(default);
        return provider;
    }
}

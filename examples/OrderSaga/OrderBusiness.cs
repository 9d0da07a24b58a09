using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SagaDsl;
using SagaDsl.Definition;
using Shop.Checkout;
using Shop.Cli;
using Shop.Data;
using Shop.Faults;
using Shop.Report;
using Shop.Services;

namespace Shop;

/// <summary>The shop: its three services, the sagas that span them, and a run of all orders with a report at the end.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="files">The products and the orders.</param>
/// <param name="screen">Where the run is shown.</param>
public sealed class OrderBusiness(Options options, OrderFiles files, Screen screen)
{
    // Longer than any timeout of the saga's steps.
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(2);

    /// <summary>Runs all orders, shows how it went, and proves that stock and money balance.</summary>
    /// <param name="stop">Stops in good order; the same folder resumes.</param>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="InputException">The folder cannot be used.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var folder = ShopFolder.Open(options, files);
        await using var services = Services(folder);
        await using var runtime = await StartAsync(folder, services);
        screen.Line($"{files.Orders.Count} orders over {files.Products.Count} products, {options.InFlight} in flight. Databases: " +
            $"{Spectre.Console.Markup.Escape(folder.Path)}");

        var clock = Stopwatch.StartNew();
        var run = new OrderRun(runtime, files.Orders, options.InFlight);
        var running = run.RunAsync(stop);
        await screen.FollowAsync(running, run.CountAsync);
        try
        {
            await running;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stopped(folder, run);
        }

        return await ReportAsync(folder, runtime, run, clock.Elapsed);
    }

    // Everything that a saga's constructor asks for.
    private ServiceProvider Services(ShopFolder folder)
    {
        var link = new FlakyLink(new FaultPlan(options.Flaky, options.Seed), TooSlow, TimeProvider.System);
        return new ServiceCollection()
            .AddSingleton<IOrders>(new FlakyOrders(folder.Orders, link))
            .AddSingleton<IPayments>(new FlakyPayments(folder.Payments, link))
            .AddSingleton<IStock>(new FlakyStock(folder.Stock, link))
            .BuildServiceProvider();
    }

    // What an earlier run left unfinished goes on from here, before any order is started.
    private async Task<SagaRuntime> StartAsync(ShopFolder folder, ServiceProvider services)
    {
        try
        {
            return await SagaRuntime.StartAsync(sagas => Keep(sagas.AddOrderSaga(), folder).UseServices(services).Configure(o =>
            {
                o.MaxInFlight = options.InFlight;
                o.StepRetry = new RetryPolicy { MaxAttempts = 6, FirstDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(500) };
                o.UndoAndForwardRetry = new RetryPolicy { FirstDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(500) };
            }));
        }
        catch (Exception e) when (e is StoreOwnedException or StoreVersionException or StoreUnavailableException)
        {
            throw new InputException($"--db {folder.Path}: {e.Message}");
        }
    }

    private SagaBuilder Keep(SagaBuilder sagas, ShopFolder folder) => options.Store switch
    {
        StoreKind.LiteDb => sagas.UseLiteDb(folder.SagasFile),
        StoreKind.Sqlite => sagas.UseSqlite(folder.SagasFile),
        _ => sagas.UseMemory(),
    };

    private async Task<int> ReportAsync(ShopFolder folder, SagaRuntime runtime, OrderRun run, TimeSpan elapsed)
    {
        var balance = new Balance(folder);
        var checks = balance.Prove(files, run.Ends);
        var summary = new Summary(screen);
        summary.Outcome(run, await run.CountAsync(), elapsed);
        await summary.StoriesAsync(runtime, run);
        summary.Proof(checks);
        if (options.Json is { } json)
            JsonReport.Write(json, files, run.Ends, balance, elapsed);
        return checks.All(check => check.Holds) ? Exit.Ok : Exit.DoesNotBalance;
    }

    private int Stopped(ShopFolder folder, OrderRun run)
    {
        screen.Line($"Stopped: {run.Ends.Count} of {files.Orders.Count} orders have ended. To go on where it was, give the same options with");
        screen.Line($"  --db {Spectre.Console.Markup.Escape(folder.Path)}");
        return Exit.Stopped;
    }
}

/// <summary>The program's exit codes.</summary>
public static class Exit
{
    /// <summary>All orders ended, and everything balances.</summary>
    public const int Ok = 0;

    /// <summary>An order did not end, or stock or money do not balance.</summary>
    public const int DoesNotBalance = 1;

    /// <summary>An option or a file is wrong; nothing was made.</summary>
    public const int WrongInput = 2;

    /// <summary>Stopped by the user.</summary>
    public const int Stopped = 130;
}

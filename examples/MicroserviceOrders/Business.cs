using System.Diagnostics;
using Shop.Cli;
using Shop.Data;
using Shop.Processes;
using Shop.Report;
using Shop.Services;
using Spectre.Console;

namespace Shop;

/// <summary>A run of all orders, with a report at the end.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="files">The products and the orders.</param>
/// <param name="screen">Where the run is shown.</param>
internal sealed class Business(Options options, OrderFiles files, Screen screen)
{
    /// <summary>Runs all orders, shows how it went, and proves that everything balances.</summary>
    /// <param name="stop">Stops in good order; the same folder resumes.</param>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="InputException">The folder cannot be used, or a service does not run.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (!options.InProcess && NatsServer.Find() is null)
            throw new InputException(NatsServer.HowToGet);
        var folder = ShopFolder.Open(options, files);
        var (progress, clock) = (new RunProgress(files.Orders.Count), Stopwatch.StartNew());
        screen.Line($"{files.Orders.Count} orders over {files.Products.Count} products, {options.InFlight} in flight, " +
            $"{(options.InProcess ? "four services in one process" : "four services in processes of their own")}" +
            $"{(options.Chaos ? $", chaos by seed {options.Seed}" : "")}. {Markup.Escape(folder.Path)}");

        var processes = options.InProcess ? null : new ManyProcesses(options, folder);
        var running = processes?.RunAsync(progress, stop) ?? new OneProcess(options, files, folder).RunAsync(progress, stop);
        await screen.FollowAsync(running, () => Task.FromResult(progress.Counts));
        try
        {
            await running;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            screen.Line($"Stopped: {progress.Counts.Ended} of {files.Orders.Count} orders have ended. To go on where it was, give the same options with");
            screen.Line($"  --db {Markup.Escape(folder.Path)}");
            return Exit.Stopped;
        }

        var elapsed = clock.Elapsed;
        await using var journals = await Journals.OpenAsync(folder);
        var (ends, report) = (await journals.EndsAsync(), new ShopReport(screen, files, folder));
        report.Outcome(ends, elapsed);
        if (options.Chaos)
            report.Chaos(processes!.Children, options.Seed, progress.LongestStandstill);
        if (options.Story is { } order)
            await report.StoryAsync(journals, order);
        return report.Prove(ends, elapsed, options.Json) ? Exit.Ok : Exit.DoesNotBalance;
    }
}

using SagaDsl;
using Shop.Cli;
using Shop.Data;
using Shop.Report;
using Shop.Services;

namespace Shop.Processes;

/// <summary>The same services, journals and databases in this process, with a bus in memory between them.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="files">The products and the orders.</param>
/// <param name="folder">Where journals and databases are.</param>
internal sealed class OneProcess(Options options, OrderFiles files, ShopFolder folder)
{
    /// <summary>Runs all orders.</summary>
    public async Task RunAsync(RunProgress progress, CancellationToken stop)
    {
        using var tracing = Tracing.Begin();
        var bus = new InProcessBus();
        var services = new Stack<Service>();
        try
        {
            foreach (var role in Roles.All)
                services.Push(await Service.StartAsync(role, options, files, folder, sagas => sagas.UseInProcessBus(bus), stop));
            await Orchestration.RunAsync(services.Peek().Runtime, files.Orders, options.InFlight, progress.Set, stop);
        }
        finally
        {
            // The orchestrator first, then those it asks.
            while (services.TryPop(out var service))
                await service.DisposeAsync();
        }
    }
}

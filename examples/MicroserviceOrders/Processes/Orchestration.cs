using SagaDsl;
using Shop.Checkout;

namespace Shop.Processes;

/// <summary>What the orchestrator does: starts a saga for every order, and waits for all of them.</summary>
internal static class Orchestration
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs the orders, and says how far it is until they have ended.</summary>
    public static async Task RunAsync(SagaRuntime runtime, IReadOnlyList<PlacedOrder> orders, int inFlight, Action<OrderCounts> say, CancellationToken stop)
    {
        var run = new OrderRun(runtime, orders, inFlight);
        var running = run.RunAsync(stop);
        do
        {
            say(await run.CountAsync());
        }
        while (await Task.WhenAny(running, Task.Delay(Often, CancellationToken.None)) != running);
        await running;
        say(await run.CountAsync());
    }
}

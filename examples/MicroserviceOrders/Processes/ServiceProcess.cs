using System.Text.Json;
using SagaDsl;
using SagaDsl.Transport;
using Shop.Checkout;
using Shop.Cli;
using Shop.Data;
using Shop.Services;

namespace Shop.Processes;

/// <summary>A process that is one of the shop's services: until it is told to stop; the orchestrator until all orders have ended.</summary>
internal static class ServiceProcess
{
    public static async Task<int> RunAsync(Role role, Options options, OrderFiles files, CancellationToken stop)
    {
        using var alone = options.Attached ? EndOfInput() : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, alone.Token);
        using var tracing = Tracing.Begin();
        var folder = ShopFolder.Open(options, files);
        try
        {
            await using var service = await Service.StartAsync(role, options, files, folder, sagas => sagas.UseNats(options.Nats!, OverNats), either.Token);
            if (role == Role.Orchestrator)
                await Orchestration.RunAsync(service.Runtime, files.Orders, options.InFlight, Say, either.Token);
            else
                await Task.Delay(Timeout.Infinite, either.Token);
            return Exit.Ok;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return Exit.Stopped;
        }
        catch (StoreOwnedException e)
        {
            throw new InputException($"another process runs as {options.Name ?? role.Name()} here: {e.Message}");
        }
        catch (Exception e) when (e is TransportUnavailableException or StoreUnavailableException)
        {
            // Whoever started it starts it again.
            Console.Error.WriteLine($"microservice-orders {role.Name()}: {e.Message}");
            return Exit.DoesNotBalance;
        }
    }

    // A message whose process died goes to another one after two seconds.
    private static void OverNats(NatsOptions nats) => nats.AckWait = TimeSpan.FromSeconds(2);

    private static void Say(OrderCounts counts) => Console.Out.WriteLine(JsonSerializer.Serialize(counts));

    // Its input ends with the process that started it, however that ends.
    private static CancellationTokenSource EndOfInput()
    {
        var end = new CancellationTokenSource();
        new Thread(() =>
        {
            while (Console.In.Read() >= 0)
                continue;
            end.Cancel();
        })
        { IsBackground = true }.Start();
        return end;
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SagaDsl;
using SagaDsl.Definition;
using Shop.Checkout;
using Shop.Cli;
using Shop.Data;
using Shop.Participants;
using Shop.Services;

namespace Shop.Processes;

/// <summary>
/// One of the shop's services: a runtime with its journal, its own database, and a transport to the others. It is the same in a process of its own and
/// beside the others in one.
/// </summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Service(SagaRuntime runtime, ServiceProvider services) => (Runtime, _services) = (runtime, services);

    /// <summary>What runs its sagas, or its handlers.</summary>
    public SagaRuntime Runtime { get; }

    /// <summary>Starts a service. What it left unfinished goes on from here.</summary>
    /// <param name="role">Which one.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="files">The products and the orders.</param>
    /// <param name="folder">Where its journal and its database are.</param>
    /// <param name="transport">How it reaches the others.</param>
    /// <param name="stop">Gives up starting.</param>
    public static async Task<Service> StartAsync(
        Role role, Options options, OrderFiles files, ShopFolder folder, Action<SagaBuilder> transport, CancellationToken stop)
    {
        var name = options.Name ?? role.Name();
        var services = Own(role, options, files, folder).BuildServiceProvider();
        try
        {
            var runtime = await SagaRuntime.StartAsync(sagas =>
            {
                Add(role, sagas).UseLiteDb(folder.Journal(name)).UseServices(services).Configure(o =>
                {
                    o.Node = name;
                    // What has no answer after a second is asked for again: nobody waits long for a message that got lost.
                    o.ResendAfter = TimeSpan.FromSeconds(1);
                    o.UndoAndForwardRetry = new RetryPolicy { FirstDelay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromSeconds(2) };
                });
                transport(sagas);
            }, stop);
            return new(runtime, services);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _services.DisposeAsync();
    }

    // Replies come to the name of whoever asks: no other application at these services may have it.
    private static SagaBuilder Add(Role role, SagaBuilder sagas) => role switch
    {
        Role.Orchestrator => sagas.AddOrderSaga().Configure(o => o.KeyPrefix = "shop"),
        Role.Orders => sagas.AddOrders(),
        Role.Payments => sagas.AddPayments(),
        Role.Stock => sagas.AddStock(),
        _ => sagas.AddShipping(),
    };

    // Everything that the participants' constructors ask for. The provider disposes of what it makes.
    private static IServiceCollection Own(Role role, Options options, OrderFiles files, ShopFolder folder)
    {
        var services = new ServiceCollection();
        switch (role)
        {
            case Role.Orders:
                return services.AddSingleton(_ => new ServiceFile(folder.OrdersFile, Orders.Tables));
            case Role.Payments:
                return services.AddSingleton(_ => new ServiceFile(folder.PaymentsFile, Payments.Tables)).AddSingleton(new CardLimit(options.CardLimit));
            case Role.Shipping:
                return services.AddSingleton(_ => new ServiceFile(folder.ShippingFile, Shipping.Tables));
            case Role.Stock:
                Shelf.Fill(folder.StockFile, files.Products);
                return services.AddSagaBarrier(() => new SqliteConnection($"Data Source={folder.StockFile}")).AddSingleton(new HoldPoint(options.Hold));
            default:
                return services;
        }
    }
}

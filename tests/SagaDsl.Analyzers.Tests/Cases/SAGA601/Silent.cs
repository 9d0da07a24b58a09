using Shop;

public abstract class OrdersClient : SagaClient<Cart, Shipment>;

public sealed class Server
{
    public Task StartAsync(string name) => Task.FromResult(name);
}

public sealed class Api(OrdersClient orders, Server server)
{
    public async Task Post(Cart cart) => await orders.StartAsync(cart.Id, cart);

    public async Task Put(Cart cart)
    {
        _ = await orders.StartAsync(cart.Id, cart);
        var started = orders.StartAsync("second", cart);
        await started;
    }

    public ValueTask<SagaHandle<Shipment>> Run(Cart cart) => orders.StartAsync(cart.Id, cart);

    public void Other()
    {
        server.StartAsync("other");
    }
}

using SagaDsl.Definition;
using Shop;

public abstract class OrdersClient : SagaClient<Cart, Shipment>;

public sealed class Api(OrdersClient orders)
{
    public void Post(Cart cart) => [|orders.StartAsync(cart.Id, cart)|];

    public async Task Put(Cart cart)
    {
        _ = [|orders.StartAsync(cart.Id, cart)|];
        await Task.Yield();
    }

    public void Run(Cart cart)
    {
        [|orders.RunAsync(cart.Id, cart)|];
    }
}

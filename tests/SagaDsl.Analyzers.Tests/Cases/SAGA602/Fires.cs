using Shop;

public abstract class OrdersClient : SagaClient<Cart, Shipment>;

public sealed class Api(OrdersClient orders)
{
    public async Task Post(Cart cart)
    {
        await orders.StartAsync([|Guid.NewGuid().ToString()|], cart);
        await orders.RunAsync([|$"order-{Guid.NewGuid():N}"|], cart);
        await orders.StartAsync(input: cart, id: [|Guid.CreateVersion7().ToString()|]);
    }
}

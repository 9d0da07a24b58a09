using Shop;

public abstract class OrdersClient : SagaClient<Cart, Shipment>;

public sealed class Api(OrdersClient orders)
{
    public async Task Post(Cart cart)
    {
        await orders.StartAsync(cart.Id, cart);
        await orders.StartAsync("order-1", new Cart(Guid.NewGuid().ToString(), 1, []));
    }
}

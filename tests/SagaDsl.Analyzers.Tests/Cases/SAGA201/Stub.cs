using Shop;

[Saga("uncompensated")]
public sealed partial class Uncompensated(IOrders orders) : ISaga<Cart>
{
    [Step]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    [Step("pay")]
    private void Charge(Order order)
    {
    }
}

using Shop;

[Saga("uncompensated")]
public sealed partial class Uncompensated(IOrders orders) : ISaga<Cart>
{
    [Step, NoCompensation("reads only")]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    [Step("pay"), NoCompensation("reads only")]
    private void Charge(Order order)
    {
    }
}

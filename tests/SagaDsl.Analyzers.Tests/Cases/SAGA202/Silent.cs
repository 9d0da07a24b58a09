using Shop;

[Saga("there")]
public sealed partial class There(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = "Cancel")]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    private Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);
}

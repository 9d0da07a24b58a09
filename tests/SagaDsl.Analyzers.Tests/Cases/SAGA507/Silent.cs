using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> Count(Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    private partial ValueTask<Level> CountAgain(Cart cart);
}

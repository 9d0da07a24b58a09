using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> Expression(Cart cart);

    // Done there.
    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    private partial Task<Level> Block(Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> Bare(Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> Both(Cart cart);
}

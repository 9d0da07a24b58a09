using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public Task<Level> Expression(Cart cart) => Task.FromResult(new Level(cart.Lines.Count));

    // Done there.
    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    private async Task<Level> Block(Cart cart)
    {
        await Task.Yield();
        return new(cart.Lines.Count);
    }

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    Task<Level> Bare(Cart cart) => Task.FromResult(new Level(cart.Lines.Count));

    [Step, Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> Both(Cart cart);
}

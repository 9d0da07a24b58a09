using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public Task<Level> [|NotPartial|](Cart cart) => Task.FromResult(new Level(cart.Lines.Count));

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> [|WithBody|](Cart cart);

    public partial Task<Level> WithBody(Cart cart) => Task.FromResult(new Level(cart.Lines.Count));

    [Step, Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> [|Both|](Cart cart);
}

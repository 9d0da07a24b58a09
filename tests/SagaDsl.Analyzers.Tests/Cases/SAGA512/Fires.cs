using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve)), [|Retry(MaxAttempts = 3)|]]
    public partial Task<Reservation> Retried(Order order, Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    [[|RejectOn(typeof(CardDeclinedException))|], [|AtMostOnce|]]
    public partial Task<Reservation> Rejected(Order order, Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve)), [|NoCompensation("not needed")|]]
    public partial Task<Reservation> Kept(Order order, Cart cart);
}

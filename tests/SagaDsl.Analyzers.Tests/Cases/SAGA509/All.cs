using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>("Reserv")]
    public partial Task<Reservation> Reserve(Order order, Cart cart);

    [Remote<Shop.IWarehouse>("CountAsinc")]
    public partial Task<Level> Count(Cart cart);
}

using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Step, NoCompensation("computes")]
    public Shipment Plan(Order order) => new(order.Id);

    [Remote<IWarehouse>(nameof(IWarehouse.Label), Kind = StepKind.Pivot)]
    public partial Task Label(Shipment shipment);
}

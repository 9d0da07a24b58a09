using Shop;

[Saga("compensated")]
public sealed partial class Compensated(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Step, NoCompensation("computes only")]
    public Receipt Compute(Order order) => new(order.Id);

    [Step(Kind = StepKind.Pivot)]
    public Shipment Ship(Order order) => new(order.Id);

    [Step(Kind = StepKind.Retriable)]
    public void Notify(Shipment shipment) { }
}

using System.Threading.Tasks;
using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial Task<Reservation> Reserve(Order order, Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial ValueTask<Level> Count(Cart cart);

    [Step(Kind = StepKind.Pivot)]
    public Shipment Ship(Order order) => new(order.Id);

    [Remote<IWarehouse>(nameof(IWarehouse.Label), Kind = StepKind.Retriable)]
    public partial Task Label(Shipment shipment);
}

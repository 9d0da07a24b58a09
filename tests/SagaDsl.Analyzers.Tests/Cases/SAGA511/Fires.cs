using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial [|Task|] Nothing(Order order, Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial [|Level|] NoTask(Cart cart);

    [Remote<IFinder>(nameof(IFinder.Find))]
    public partial [|Task<Level>|] NeverAbsent(Cart cart);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial [|Task<Order>|] Other(Order order, Cart cart);
}

[Participant("finder")]
public interface IFinder
{
    [Handles, NoCompensation("reads only")]
    Task<Level?> Find(CountStock command);
}

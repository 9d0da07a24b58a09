using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>([|"Reserv"|])]
    public partial Task<Reservation> Slip(Order order, Cart cart);

    [Remote<IWarehouse>([|"Nothing"|])]
    public partial Task<Reservation> Nothing(Order order, Cart cart);

    [Remote<ITwice>([|nameof(ITwice.Count)|])]
    public partial Task<Level> Twice(Cart cart);

    [Remote<ITwice>([|nameof(ITwice.Look)|])]
    public partial Task<Level> Look(Cart cart);
}

[Participant("twice")]
public interface ITwice
{
    [Handles]
    Task<Level> Count(CountStock command);

    [Handles("count-order")]
    Task<Level> Count(Order order);

    Task<Level> Look(CountStock command);
}

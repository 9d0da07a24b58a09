using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial Task<Reservation> FromParts(Order order, Cart cart);

    [Step, NoCompensation("computes")]
    public ReserveStock Ask(Order order, Cart cart) => new(order, cart);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial Task<Reservation> AsItIs(ReserveStock command);

    [Remote<IHolder>(nameof(IHolder.Hold))]
    public partial Task Hold(Cart cart);

    [Remote<IHolder>(nameof(IHolder.Wait))]
    public partial Task Wait();
}

public sealed record Hold
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public Hold(Cart cart) => Cart = cart;

    public required Cart Cart { get; init; }
}

[Participant("holder")]
public interface IHolder
{
    [Handles(Compensation = "yes")]
    Task Hold(Hold command);

    [Handles(Compensation = "yes")]
    Task Wait();
}

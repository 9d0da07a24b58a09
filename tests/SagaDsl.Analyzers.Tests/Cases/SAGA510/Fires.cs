using Shop;

[Saga("one")]
public sealed partial class One(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial Task<Reservation> [|OutOfOrder|](Cart cart, Order order);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial Task<Reservation> [|TooFew|](Order order);

    [Remote<IWarehouse>(nameof(IWarehouse.Reserve))]
    public partial Task<Reservation> [|MayBeAbsent|](Order? order, Cart cart);

    [Remote<IHolder>(nameof(IHolder.Hold))]
    public partial Task [|Required|]();

    [Remote<IHolder>(nameof(IHolder.Wait))]
    public partial Task [|TakesNothing|](Cart cart);
}

public sealed record Hold
{
    public required string Id { get; init; }
}

[Participant("holder")]
public interface IHolder
{
    [Handles(Compensation = "yes")]
    Task Hold(Hold command);

    [Handles(Compensation = "yes")]
    Task Wait();
}

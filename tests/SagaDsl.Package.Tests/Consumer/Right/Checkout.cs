using SagaDsl;

public sealed record Cart(string Destination);

public sealed record Order(string Key);

public sealed record Shipment(string Number);

[Saga("checkout")]
public sealed partial class Checkout : ISaga<Cart, Shipment>
{
    [Step(Compensation = nameof(CancelOrder))]
    public Order CreateOrder(Cart cart, StepContext step) => new(step.IdempotencyKey);

    public void CancelOrder(StepContext step)
    {
    }

    [Step(Kind = StepKind.Pivot)]
    public Task<Shipment> Ship(Cart cart, Order order, StepContext step) =>
        cart.Destination == "moon" ? throw new StepRejectedException("nobody ships to the moon") : Task.FromResult(new Shipment(step.IdempotencyKey));
}

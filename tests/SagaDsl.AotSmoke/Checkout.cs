using System.Text.Json.Serialization;

namespace SagaDsl.AotSmoke;

public sealed record Cart(string Destination, decimal Total);

public sealed record Receipt(string Key, decimal Amount);

public sealed record Shipment(string Number);

public sealed record Booking(Cart Cart);

[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Shipment))]
[JsonSerializable(typeof(Booking))]
public sealed partial class ShopJson : JsonSerializerContext;

/// <summary>Charges, and ships where somebody ships to.</summary>
[Saga("checkout", Json = typeof(ShopJson))]
public sealed partial class Checkout(Shop shop) : ISaga<Cart, Shipment>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => shop.ChargeAsync(step.IdempotencyKey, cart.Total);

    public Task Refund(StepContext step) => shop.RefundAsync(step.ActionKey);

    [Step(Kind = StepKind.Pivot)]
    public Task<Shipment> Ship(Cart cart, Receipt receipt, StepContext step) => shop.ShipAsync(cart.Destination, receipt, step.CancellationToken);
}

/// <summary>Ships by a participant: in this process, or over NATS where there is a server.</summary>
[Saga("delivery", Json = typeof(ShopJson))]
public sealed partial class Delivery : ISaga<Cart, Shipment>
{
    [Remote<Couriers>(nameof(Couriers.Book))]
    public partial Task<Shipment> Book(Cart cart);
}

/// <summary>The participant.</summary>
[Participant("couriers", Json = typeof(ShopJson))]
public sealed partial class Couriers(Shop shop)
{
    [Handles(Compensation = nameof(Cancel))]
    public Task<Shipment> Book(Booking booking, StepContext step) =>
        shop.ShipAsync(booking.Cart.Destination, new(step.IdempotencyKey, 0), step.CancellationToken);

    public void Cancel(StepContext step) => _ = step.ActionKey;
}

using System.Text.Json.Serialization;

namespace SagaDsl.AotSmoke;

public sealed record Cart(string Destination, decimal Total);

public sealed record Receipt(string Key, decimal Amount);

public sealed record Shipment(string Number);

[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Shipment))]
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

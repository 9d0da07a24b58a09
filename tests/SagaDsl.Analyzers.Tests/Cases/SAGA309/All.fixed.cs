using System.Text.Json.Serialization;
using Shop;

[Saga("json", Json = typeof(ShopJson))]
public sealed partial class Json : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Order Create(Cart cart) => new(cart.Id);

    [Step(Kind = StepKind.Retriable)]
    public Task<Receipt> Charge(Order order) => Task.FromResult(new Receipt(order.Id));
}

/// <summary>What is stored.</summary>
[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ShopJson : JsonSerializerContext;

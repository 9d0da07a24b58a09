using System.Text.Json.Serialization;
using Shop;

[Saga("json", Json = typeof(ShopJson))]
public sealed partial class Json : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Order Create(Cart cart) => new(cart.Id);

    [Step(Kind = StepKind.Retriable)]
    public string Number() => "1";

    // Held by Cart, hence known to the context.
    [Step(Kind = StepKind.Retriable)]
    public Line First(Cart cart) => cart.Lines[0];
}

[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(Order))]
internal sealed partial class ShopJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Shop;

[Saga("json", Json = typeof(ShopJson))]
public sealed partial class Json : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public [|Order|] Create(Cart cart) => new(cart.Id);
}

[JsonSerializable(typeof(Cart))]
internal sealed partial class ShopJson : JsonSerializerContext;

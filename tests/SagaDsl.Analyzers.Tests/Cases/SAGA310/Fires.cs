using System.Text.Json.Serialization;
using Shop;

[Saga("json", Json = [|typeof(ShopJson)|])]
public sealed partial class Json : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public void Create(Cart cart) { }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Cart))]
internal sealed partial class ShopJson : JsonSerializerContext;

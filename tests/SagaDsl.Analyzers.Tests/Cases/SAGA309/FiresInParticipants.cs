using System.Text.Json.Serialization;
using Shop;

[Participant("stock", Json = typeof(StockJson))]
public sealed partial class Stock
{
    [Handles]
    public [|Level|] Count([|CountStock|] command) => new(command.Cart.Lines.Count);
}

[Saga("count", Json = typeof(CountJson))]
public sealed partial class Count : ISaga<Cart>
{
    [Remote<IWarehouse>(nameof(IWarehouse.CountAsync))]
    public partial Task<Level> [|Ask|](Cart cart);
}

[JsonSerializable(typeof(Order))]
internal sealed partial class StockJson : JsonSerializerContext;

[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(Level))]
internal sealed partial class CountJson : JsonSerializerContext;

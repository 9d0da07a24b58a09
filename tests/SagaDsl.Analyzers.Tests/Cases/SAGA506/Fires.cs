using Shop;

[Participant("stock")]
public sealed partial class Stock
{
    [Handles]
    public Level Text([|string|] id) => new(id.Length);

    [Handles]
    public Level Number([|int?|] count) => new(count ?? 0);

    [Handles]
    public Level Lines([|List<Line>|] lines) => new(lines.Count);

    [Handles]
    public Level Array([|Line[]|] lines) => new(lines.Length);

    [Handles]
    public Level Pair([|(Cart Cart, Order Order)|] both) => new(both.Cart.Lines.Count);

    [Handles]
    public Level Day([|DateOnly|] day) => new(day.Day);
}

using Shop;

public enum Shelf
{
    Left,
    Right,
}

public readonly record struct Look(Shelf Shelf);

[Participant("stock")]
public sealed partial class Stock
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);

    [Handles]
    public Level Look(Look command) => new((int)command.Shelf);
}

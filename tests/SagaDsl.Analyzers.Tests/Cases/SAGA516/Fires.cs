using Shop;

[Participant("stock")]
public sealed partial class One
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant([|"stock"|])]
public sealed partial class Two
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

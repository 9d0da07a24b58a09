using Shop;

[Participant("stock-eu_1")]
public sealed partial class Stock
{
    [Handles("look-again")]
    public Level Look(CountStock command) => new(command.Cart.Lines.Count);

    [Handles]
    public Task<Level> LookAsync(CountStock command) => Task.FromResult(new Level(command.Cart.Lines.Count));
}

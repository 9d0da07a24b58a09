using Shop;

[Participant([|"the stock"|])]
public sealed partial class Spaced
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant([|"stock.eu"|])]
public sealed partial class Dotted
{
    [Handles([|""|])]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant("long")]
public sealed partial class Long
{
    [Handles([|"a-handler-whose-name-is-longer-than-fifty-characters"|])]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);

    [Handles]
    public Level Look(CountStock command) => new(command.Cart.Lines.Count);

    [Handles]
    public Task<Level> [|LookAsync|](CountStock command) => Task.FromResult(new Level(command.Cart.Lines.Count));
}

[Participant([|"*"|])]
public interface IContract
{
    [Handles([|"a/b"|])]
    Task<Level> Count(CountStock command);
}

using Shop;

[Participant("stock")]
public interface IContract
{
    [Handles]
    Task<Level> Count(CountStock command);
}

[Participant("stock")]
public sealed partial class One : IContract
{
    [Handles]
    public Task<Level> Count(CountStock command) => Task.FromResult(new Level(command.Cart.Lines.Count));
}

[Participant("other-stock")]
public sealed partial class Two
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

using Shop;

[Participant("stock")]
public sealed partial class [|Stock|]
{
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant("contract")]
public interface [|IContract|]
{
    Task<Level> Count(CountStock command);
}

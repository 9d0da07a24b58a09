using Shop;

public partial class Outer
{
    [Participant("inner")]
    internal sealed partial record Inner
    {
        [Handles]
        private Level Count(CountStock command) => new(command.Cart.Lines.Count);
    }
}

[Participant("outer")]
public interface IContract
{
    [Handles]
    Task<Level> Count(CountStock command);
}

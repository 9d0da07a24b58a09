using Shop;

[Participant("stock")]
public sealed partial class Stock
{
    [Handles]
    public Level Count(StepContext step, CountStock command, CancellationToken token) => new(command.Cart.Lines.Count + step.Attempt);

    [Handles]
    public Level Nothing() => new(0);
}

using Shop;

[Participant("stock")]
public sealed partial class Stock
{
    [Handles]
    public Level Count(Cart cart, Order [|order|], StepContext step) => new(cart.Lines.Count + order.Id.Length + step.Attempt);
}

[Participant("contract")]
public interface IContract
{
    [Handles]
    Task<Level> Count(Cart cart, string [|text|], CancellationToken token);
}

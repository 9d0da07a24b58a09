using Shop;

[Saga("token")]
public sealed partial class Tokens(IMail mail, IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    // Written out: a decision.
    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, CancellationToken.None);

    // No token at hand.
    [Step(Kind = StepKind.Retriable)]
    public Task Plain(Cart cart) => mail.SendAsync("plain");

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(step.CancellationToken);
        await mail.SendAsync("sent", limit.Token);
        await Parallel.ForEachAsync(cart.Lines, step.CancellationToken, async (line, stop) => await mail.SendAsync(line.ProductId));
        var again = await Task.FromResult(cart.Id);
        Console.WriteLine(again);
    }
}

using Shop;

[Saga("token")]
public sealed partial class Tokens(IMail mail, IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.[|CreateAsync|](step.IdempotencyKey, cart);

    public Task Cancel(StepContext step, CancellationToken stop) => orders.[|CancelByKeyAsync|](step.ActionKey);

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        await mail.[|SendAsync|]("sent");
        await Task.[|Delay|](TimeSpan.FromSeconds(1));
        await Task.WhenAll(cart.Lines.Select(line => mail.[|SendAsync|](line.ProductId)));
    }
}

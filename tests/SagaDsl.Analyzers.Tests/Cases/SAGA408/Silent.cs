using Shop;

[Saga("blocking")]
public sealed partial class Blocking(IMail mail, IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public async Task<Order> Create(Cart cart, StepContext step)
    {
        var order = orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);
        await Task.WhenAll(order, mail.SendAsync("creating", step.CancellationToken));
        return order.Result;
    }

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, CancellationToken stop)
    {
        await Task.Delay(100, stop);
        var outcome = new Outcome("sent");
        await mail.SendAsync(outcome.Result, stop);
    }

    private sealed record Outcome(string Result);
}

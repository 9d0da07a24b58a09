using Shop;

[Saga("blocking")]
public sealed partial class Blocking(IMail mail, IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public async Task<Order> Create(Cart cart, StepContext step) => await orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public async Task Cancel(StepContext step) => await orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var number = (await orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken)).Id;
        await mail.SendAsync(number, step.CancellationToken);
        await Task.WhenAll(mail.SendAsync("one", step.CancellationToken), mail.SendAsync("two", step.CancellationToken));
    }

    [Step(Kind = StepKind.Retriable)]
    public async Task Later(Cart cart, CancellationToken stop)
    {
        await Task.Delay(100);
        await mail.SendAsync("later", stop);
    }
}

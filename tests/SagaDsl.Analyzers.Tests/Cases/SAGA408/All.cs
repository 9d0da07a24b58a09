using Shop;

[Saga("blocking")]
public sealed partial class Blocking(IMail mail, IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Order Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken).Result;

    public void Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken).Wait();

    [Step(Kind = StepKind.Retriable)]
    public void Send(Cart cart, StepContext step)
    {
        var number = orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken).Result.Id;
        mail.SendAsync(number, step.CancellationToken).GetAwaiter().GetResult();
        Task.WaitAll(mail.SendAsync("one", step.CancellationToken), mail.SendAsync("two", step.CancellationToken));
    }

    [Step(Kind = StepKind.Retriable)]
    public async Task Later(Cart cart, CancellationToken stop)
    {
        Thread.Sleep(100);
        await mail.SendAsync("later", stop);
    }
}

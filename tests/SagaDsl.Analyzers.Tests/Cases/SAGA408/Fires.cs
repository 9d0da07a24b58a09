using Shop;

[Saga("blocking")]
public sealed partial class Blocking(IMail mail, IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Order Create(Cart cart, StepContext step) => [|orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken).Result|];

    public void Cancel(StepContext step) => [|orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken).Wait()|];

    [Step(Kind = StepKind.Retriable)]
    public void Send(Cart cart, CancellationToken stop)
    {
        [|mail.SendAsync("sent", stop).GetAwaiter().GetResult()|];
        [|Thread.Sleep(100)|];
        [|Task.WaitAll(mail.SendAsync("one", stop), mail.SendAsync("two", stop))|];
    }
}

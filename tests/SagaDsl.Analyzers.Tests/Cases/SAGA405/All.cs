using Shop;

public interface ITools
{
    Task RunAsync(string name, int times = 1, CancellationToken ct = default);
}

[Saga("token")]
public sealed partial class Tokens(IMail mail, IOrders orders, ITools tools) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) =>
        orders.CreateAsync(cart: cart, idempotencyKey: step.IdempotencyKey);

    public Task Cancel(StepContext step, CancellationToken stop) => orders.CancelByKeyAsync(step.ActionKey);

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        await mail.SendAsync("sent");
        await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await tools.RunAsync("sweep");
    }
}

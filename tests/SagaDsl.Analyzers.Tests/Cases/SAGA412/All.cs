using Shop;

[Saga("twice")]
public sealed partial class Twice(IPayments payments, IStock stock) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Charge(Cart cart, StepContext step)
    {
        await payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);
        await payments.ChargeAsync(step.IdempotencyKey, cart.Id, 1.5m, step.CancellationToken);
        await payments.ChargeAsync(step.IdempotencyKey, cart.Id, 2.5m, step.CancellationToken);
    }

    [Step(Kind = StepKind.Retriable)]
    public async Task Reserve(Cart cart, StepContext step)
    {
        foreach (var line in cart.Lines)
            await stock.ReserveAsync(step.IdempotencyKey, line, step.CancellationToken);
    }

    [Step(Kind = StepKind.Retriable)]
    public async Task Index(Cart cart, StepContext step)
    {
        for (var i = 0; i < cart.Lines.Count; i++)
            await stock.ReserveAsync(step.IdempotencyKey, cart.Lines[i], step.CancellationToken);
    }

    [Step(Kind = StepKind.Retriable)]
    public Task All(Cart cart, StepContext step) =>
        Task.WhenAll(cart.Lines.Select(l => stock.ReserveAsync(step.IdempotencyKey, l, step.CancellationToken)));
}

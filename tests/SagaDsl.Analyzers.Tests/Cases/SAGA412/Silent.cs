using Shop;

[Saga("twice")]
public sealed partial class Twice(IPayments payments, IStock stock) : ISaga<Cart>
{
    // Looking first and then acting is one effect.
    [Step(Kind = StepKind.Retriable)]
    public async Task<Receipt> Charge(Cart cart, StepContext step)
    {
        if (await payments.FindByKeyAsync(step.IdempotencyKey, step.CancellationToken) is { } known)
            return known;
        Console.WriteLine(step.IdempotencyKey);
        return await payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);
    }

    // One of two.
    [Step(Kind = StepKind.Retriable)]
    public Task Either(Cart cart, StepContext step) => cart.Total > 100
        ? payments.ChargeAsync(step.IdempotencyKey, cart.Id, 100, step.CancellationToken)
        : payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public async Task<Receipt> Early(Cart cart, StepContext step)
    {
        if (cart.Total > 100)
            return await payments.ChargeAsync(step.IdempotencyKey, cart.Id, 100, step.CancellationToken);
        return await payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);
    }

    // Trying again by hand: one effect, one key.
    [Step(Kind = StepKind.Retriable)]
    public async Task<Receipt> Stubborn(Cart cart, StepContext step)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);
            }
            catch (TimeoutException) when (i < 2)
            {
            }
        }
    }

    // Two callees keep keys of their own.
    [Step(Kind = StepKind.Retriable)]
    public async Task Both(Cart cart, StepContext step)
    {
        await payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);
        await stock.ReserveAsync(step.IdempotencyKey, cart.Lines[0], step.CancellationToken);
        await payments.RefundAsync(step.KeyFor("refund"), cart.Id, step.CancellationToken);
    }
}

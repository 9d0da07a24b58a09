using Shop;

[Saga("keys")]
public sealed partial class Keyed(IPayments payments, IStock stock) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);

    public Task Refund(Cart cart, StepContext step)
    {
        var part = cart.Id;
        var key = step.KeyFor(part);
        return payments.RefundAsync($"v2-{key}", step.ActionKey, step.CancellationToken);
    }

    [Step(Kind = StepKind.Retriable)]
    public async Task Reserve(Cart cart, StepContext step)
    {
        foreach (var line in cart.Lines)
            await One(step.KeyFor(line.ProductId), line, step.CancellationToken);
        var keys = cart.Lines.Select(l => step.KeyFor("second/" + l.ProductId)).ToList();
        for (var i = 0; i < keys.Count; i++)
            await stock.ReserveAsync(keys[i], cart.Lines[i], step.CancellationToken);
    }

    // Its callers give the key.
    private Task One(string key, Line line, CancellationToken stop) => stock.ReserveAsync(key, line, stop);
}

using Shop;

[Saga("fresh")]
public sealed partial class Fresh(IPayments payments, IMail mail) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart) => payments.ChargeAsync(idempotencyKey: Guid.NewGuid().ToString("N"), cart.Id, cart.Total);

    public Task Refund(StepContext step) => payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var first = Guid.NewGuid().ToString();
        await mail.SendAsync(first, step.CancellationToken);
        await mail.SendAsync(Guid.NewGuid().ToString(), step.CancellationToken);
        await mail.SendAsync(Guid.NewGuid().ToString(), step.CancellationToken);
    }
}

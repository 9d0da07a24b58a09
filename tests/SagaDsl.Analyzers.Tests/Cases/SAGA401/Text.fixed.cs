using Shop;

[Saga("fresh")]
public sealed partial class Fresh(IPayments payments, IMail mail) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync(idempotencyKey: step.KeyFor("idempotencyKey"), cart.Id, cart.Total);

    public Task Refund(StepContext step) => payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var first = step.KeyFor("first");
        await mail.SendAsync(first, step.CancellationToken);
        await mail.SendAsync(step.KeyFor("id"), step.CancellationToken);
        await mail.SendAsync(step.KeyFor("id2"), step.CancellationToken);
    }
}

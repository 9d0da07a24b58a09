using Shop;

[Saga("own")]
public sealed partial class Own(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);

    public Task Refund(StepContext step) => payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);
}

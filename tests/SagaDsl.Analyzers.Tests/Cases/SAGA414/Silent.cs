using Shop;

[Saga("rejects")]
public sealed partial class Rejects(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => cart.Total > 0
        ? payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken)
        : throw new StepRejectedException("nothing to charge");

    public Task Refund(Cart cart, StepContext step) => cart.Total > 0
        ? payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken)
        : throw new InvalidOperationException("nothing to refund");
}

using Shop;

[Saga("handle")]
public sealed partial class Handle(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);

    public Task Refund(Receipt? receipt, StepContext step) =>
        payments.RefundAsync(step.IdempotencyKey, receipt?.Number ?? step.ActionKey, step.CancellationToken);
}

using Shop;

public sealed class TooLateException(string reason) : StepRejectedException(reason);

[Saga("rejects")]
public sealed partial class Rejects(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);

    public Task Refund(Cart cart, StepContext step)
    {
        if (cart.Total == 0)
            throw [|new StepRejectedException("nothing to refund")|];
        return cart.Lines.Count > 0
            ? payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken)
            : throw [|new TooLateException("too late")|];
    }
}

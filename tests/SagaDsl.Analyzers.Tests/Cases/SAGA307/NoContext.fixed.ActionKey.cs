using Shop;

[Saga("own")]
public sealed partial class Own(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);

    public async Task Refund(StepContext step, CancellationToken stop)
    {
        if (await payments.FindByKeyAsync(step.ActionKey, stop) is not null)
            await payments.RefundAsync("refund", step.ActionKey, stop);
    }
}

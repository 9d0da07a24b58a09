using Shop;

[Saga("handle")]
public sealed partial class Handle(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);

    public Task Refund(Receipt? [|receipt|], CancellationToken stop) => receipt is null ? Task.CompletedTask : Task.CompletedTask;
}

using Shop;

[Saga("direct")]
public sealed partial class Direct(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => Pay(cart, step);

    public Task Refund(StepContext step)
    {
        Console.WriteLine(nameof(Charge));
        return payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);
    }

    private Task<Receipt> Pay(Cart cart, StepContext step) => payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);
}

// A unit test of one step.
public sealed class Tests
{
    public Task<Receipt> Run(Direct saga, Cart cart, StepContext step) => saga.Charge(cart, step);
}

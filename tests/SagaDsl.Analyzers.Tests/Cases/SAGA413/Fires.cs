using Shop;

[Saga("direct")]
public sealed partial class Direct(IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public async Task<Receipt> Charge(Cart cart, StepContext step)
    {
        try
        {
            return await payments.ChargeAsync(step.IdempotencyKey, cart.Id, cart.Total, step.CancellationToken);
        }
        catch (TimeoutException)
        {
            await [|Refund|](step);
            throw;
        }
    }

    public Task Refund(StepContext step) => payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public async Task Again(Cart cart, StepContext step)
    {
        await this.[|Charge|](cart, step);
        Func<Cart, StepContext, Task<Receipt>> charge = [|Charge|];
        await charge(cart, step);
    }
}

using Shop;

[Saga("keys")]
public sealed partial class Keyed(IPayments payments, IMail mail) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync([|cart.Id|], cart.Id, cart.Total, step.CancellationToken);

    public Task Refund(Cart cart, StepContext step)
    {
        var key = $"refund-{cart.Id}";
        return payments.RefundAsync([|key|], step.ActionKey, step.CancellationToken);
    }

    [Step(Kind = StepKind.Retriable)]
    public void Post(Cart cart) => mail.Post(requestId: [|"post"|], "sent");
}

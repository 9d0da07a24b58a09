using Shop;

[Saga("keys")]
public sealed partial class Keyed(IPayments payments, IMail mail) : ISaga<Cart>
{
    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, StepContext step) => payments.ChargeAsync("charge-" + cart.Id, cart.Id, cart.Total, step.CancellationToken);

    public Task Refund(Cart cart, StepContext step) => payments.RefundAsync(idempotencyKey: $"{cart.Id}", step.ActionKey, step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public void Post() => mail.Post(requestId: "post", "sent");
}

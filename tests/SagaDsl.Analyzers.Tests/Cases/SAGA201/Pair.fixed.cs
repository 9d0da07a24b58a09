using Shop;

[Saga("uncompensated")]
public sealed partial class Uncompensated(IOrders orders, IPayments payments) : ISaga<Cart>
{
    [Step(Compensation = nameof(CancelOrder))]
    public Task<Order> CreateOrder(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    [Step("charge", Compensation = nameof(Refund)), RejectOn(typeof(CardDeclinedException))]
    public Task<Receipt> Charge(Order order, Cart cart, StepContext step) =>
        payments.ChargeAsync(step.IdempotencyKey, order.Id, cart.Total, step.CancellationToken);

    public Task Refund(StepContext step) => payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    public Task CancelOrder(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);
}

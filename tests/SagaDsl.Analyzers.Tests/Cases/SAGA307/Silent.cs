using Shop;

[Saga("own")]
public sealed partial class Own(IPayments payments, IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => orders.CancelByKeyAsync(step.ActionKey, step.CancellationToken);

    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Cart cart, Order order, StepContext step) =>
        payments.ChargeAsync(step.IdempotencyKey, order.Id, cart.Total, step.CancellationToken);

    // An earlier step's result is known.
    public Task Refund(Receipt? receipt, Order order, StepContext step) =>
        payments.RefundAsync(step.IdempotencyKey, receipt?.Number ?? step.ActionKey, step.CancellationToken);
}

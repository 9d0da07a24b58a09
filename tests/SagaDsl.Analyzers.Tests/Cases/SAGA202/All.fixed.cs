using Shop;

[Saga("missing")]
public sealed partial class Missing(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = "Cancel")]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task Cancel(StepContext step) => throw new NotImplementedException($"Undo what Create did under the key {step.ActionKey}.");
}

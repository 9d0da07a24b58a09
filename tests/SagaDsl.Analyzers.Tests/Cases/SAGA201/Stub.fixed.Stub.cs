using Shop;

[Saga("uncompensated")]
public sealed partial class Uncompensated(IOrders orders) : ISaga<Cart>
{
    [Step(Compensation = nameof(UndoCreate))]
    public Task<Order> Create(Cart cart, StepContext step) => orders.CreateAsync(step.IdempotencyKey, cart, step.CancellationToken);

    public Task UndoCreate(StepContext step) => throw new NotImplementedException($"Undo what Create did under the key {step.ActionKey}.");

    [Step("pay", Compensation = nameof(UndoCharge))]
    private void Charge(Order order)
    {
    }

    private Task UndoCharge(StepContext step) => throw new NotImplementedException($"Undo what Charge did under the key {step.ActionKey}.");
}

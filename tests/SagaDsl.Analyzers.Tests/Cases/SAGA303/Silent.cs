using Shop;

[Saga("two")]
public sealed partial class Two : ISaga<Order>
{
    [Step(Compensation = nameof(Undo))]
    public Order Enrich(Order order) => order;

    // The own step's result shadows equal types.
    public void Undo(Order? order, StepContext step) { }

    [Step(Kind = StepKind.Retriable)]
    public void Send([From(nameof(Enrich))] Order order, [FromInput] Order original) { }
}

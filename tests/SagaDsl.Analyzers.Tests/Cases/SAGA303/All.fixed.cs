using Shop;

[Saga("two")]
public sealed partial class Two : ISaga<Order>
{
    [Step(Kind = StepKind.Retriable)]
    public Order Enrich([FromInput] Order order) => order;

    [Step(Kind = StepKind.Retriable)]
    public void Send([From(nameof(Enrich))] Order order) { }
}

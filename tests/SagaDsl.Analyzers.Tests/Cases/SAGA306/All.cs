using Shop;

[Saga("absent")]
public sealed partial class Absent : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Receipt? Charge(Cart cart) => cart.Total > 0 ? new(cart.Id) : null;

    [Step(Kind = StepKind.Retriable)]
    public void Send(Receipt receipt) { }
}

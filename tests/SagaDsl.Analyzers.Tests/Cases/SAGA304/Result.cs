using Shop;

[Saga("plain")]
public sealed partial class Plain : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public int Count(Cart cart) => cart.Lines.Count;

    [Step(Kind = StepKind.Retriable)]
    public string Name(Cart cart) => cart.Id;

    [Step(Kind = StepKind.Retriable)]
    public void Send(
        int count,
        int again)
    {
    }
}

using Shop;

[Saga("order")]
public sealed partial class Orders : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Order Create(Cart cart) => new(cart.Id);

    [Step(Kind = StepKind.Retriable, After = [nameof(Create)])]
    public void Send(Order order) { }
}

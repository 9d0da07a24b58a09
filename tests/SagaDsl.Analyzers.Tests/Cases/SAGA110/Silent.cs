using Shop;

[Saga("signature")]
public sealed partial class Signatures : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public void Nothing() { }

    [Step(Kind = StepKind.Retriable)]
    internal static ValueTask Value(in Cart cart) => default;

    [Step(Kind = StepKind.Retriable)]
    private ValueTask<Order> ValueOf(Cart cart) => new(new Order(cart.Id));

    [Step(Kind = StepKind.Retriable)]
    public Receipt Plain(Order order) => new(order.Id);

    private T Helper<T>(T value) => value;
}

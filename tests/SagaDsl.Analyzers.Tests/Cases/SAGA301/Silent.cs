using Shop;

[Saga("something")]
public sealed partial class Something : ISaga<Cart, Shipment>
{
    [Step(Kind = StepKind.Retriable)]
    public Task<Order> Create(Cart cart) => Task.FromResult(new Order(cart.Id));

    [Step(Kind = StepKind.Retriable)]
    public Shipment Ship([From(nameof(Create))] object order, [FromInput] Cart cart) => new(cart.Id);
}

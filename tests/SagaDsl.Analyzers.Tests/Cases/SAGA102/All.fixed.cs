using Shop;

[Saga("none")]
public sealed partial class None(IMail mail) : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(StepContext step) => mail.SendAsync(step.InstanceId, step.CancellationToken);
}

[Saga("input")]
public sealed partial class Input(IMail mail) : IDisposable, ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart, StepContext step) => mail.SendAsync(cart.Id, step.CancellationToken);

    public void Dispose()
    {
    }
}

[Saga("both")]
public sealed partial class Both : ISaga<Cart, Shipment>
{
    [Step, NoCompensation("computes")]
    public Order Create(Cart cart) => new(cart.Id);

    [Step(Kind = StepKind.Retriable)]
    public Task<Shipment> Ship(Order order) => Task.FromResult(new Shipment(order.Id));
}

using Shop;

[Saga("rejecting")]
public sealed partial class Rejecting : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable), Timeout("5s")]
    public Task Send(Cart cart, CancellationToken stop) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task Again(Cart cart) => Task.CompletedTask;
}

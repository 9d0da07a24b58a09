using Shop;

[Saga("rejecting")]
public sealed partial class Rejecting : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable), RejectOn(typeof(CardDeclinedException)), Timeout("5s")]
    public Task Send(Cart cart, CancellationToken stop) => Task.CompletedTask;

    [RejectOn(typeof(CardDeclinedException))]
    [Step(Kind = StepKind.Retriable)]
    [RejectOn(typeof(InvalidOperationException))]
    public Task Again(Cart cart) => Task.CompletedTask;
}

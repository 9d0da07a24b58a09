using Shop;

[Saga("rejecting")]
public sealed partial class Rejecting : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable), [|RejectOn(typeof(CardDeclinedException))|]]
    public Task Send(Cart cart) => Task.CompletedTask;
}

using Shop;

[Saga("rejecting")]
public sealed partial class Rejecting : ISaga<Cart>
{
    [Step(Kind = StepKind.Pivot), RejectOn(typeof(CardDeclinedException))]
    public Task Ship(Cart cart) => Task.CompletedTask;
}

using Shop;

[Saga("pivot")]
public sealed partial class Pivot : ISaga<Cart>
{
    [Step(Kind = StepKind.Pivot), Retry(MaxAttempts = [|3|])]
    public Task Ship(Cart cart) => Task.CompletedTask;
}

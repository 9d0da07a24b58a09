using Shop;

[Saga("pivots")]
public sealed partial class Pivots : ISaga<Cart>
{
    [Step(Kind = StepKind.Pivot)]
    public Task Ship(Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task Bill(Cart cart) => Task.CompletedTask;
}

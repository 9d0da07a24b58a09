using Shop;

[Saga("late")]
public sealed partial class Late : ISaga<Cart>
{
    [Step(Kind = StepKind.Pivot)]
    public Task Ship(Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task After(Cart cart) => Task.CompletedTask;

    // Reads.
    [Step(Kind = StepKind.Retriable)]
    public Task Last(Cart cart) => Task.CompletedTask;

    public Task Undo(Cart cart) => Task.CompletedTask;
}

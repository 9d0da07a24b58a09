using Shop;

[Saga("useless")]
public sealed partial class Useless : ISaga<Cart>
{
    [Step(Kind = StepKind.Pivot)]
    public Task Ship(Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart) => Task.CompletedTask;

    public Task Undo(Cart cart) => Task.CompletedTask;
}

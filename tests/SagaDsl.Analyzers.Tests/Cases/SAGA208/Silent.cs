using Shop;

[Saga("late")]
public sealed partial class Late : ISaga<Cart>
{
    [Step(Compensation = nameof(Undo))]
    public Task Charge(Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart) => Task.CompletedTask;

    public Task Undo(Cart cart) => Task.CompletedTask;
}

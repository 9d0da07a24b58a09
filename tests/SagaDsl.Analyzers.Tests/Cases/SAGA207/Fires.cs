using Shop;

[Saga("late")]
public sealed partial class Late : ISaga<Cart>
{
    [Step(After = []), NoCompensation("none")]
    public Task [|Parallel|](Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Pivot, After = [])]
    public Task Ship(Cart cart) => Task.CompletedTask;

    [Step(Compensation = nameof(Undo))]
    public Task [|After|](Cart cart) => Task.CompletedTask;

    public Task Undo(Cart cart) => Task.CompletedTask;
}

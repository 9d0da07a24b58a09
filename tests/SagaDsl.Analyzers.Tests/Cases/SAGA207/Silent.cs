using Shop;

[Saga("early")]
public sealed partial class Early : ISaga<Cart>
{
    [Step(After = []), NoCompensation("none")]
    public Task One(Cart cart) => Task.CompletedTask;

    [Step(After = []), NoCompensation("none")]
    public Task Two(Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Pivot)]
    public Task Ship(Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart) => Task.CompletedTask;
}

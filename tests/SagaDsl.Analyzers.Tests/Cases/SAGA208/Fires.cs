using Shop;

[Saga("early")]
public sealed partial class Early : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task [|Send|](Cart cart) => Task.CompletedTask;

    [Step(Compensation = nameof(Undo))]
    public Task Charge(Cart cart) => Task.CompletedTask;

    public Task Undo(Cart cart) => Task.CompletedTask;
}

using Shop;

[Saga("clear")]
public sealed partial class Clear : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task Create(Cart cart) => Task.CompletedTask;

    public Task Cancel(StepContext step) => Task.CompletedTask;

    // One method may undo two steps.
    [Step(Compensation = nameof(Cancel))]
    public Task Again(Cart cart) => Task.CompletedTask;
}

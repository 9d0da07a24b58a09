using Shop;

[Saga("ambiguous")]
public sealed partial class Ambiguous : ISaga<Cart>
{
    [Step(Compensation = [|nameof(Cancel)|])]
    public Task Create(Cart cart) => Task.CompletedTask;

    public Task Cancel(StepContext step) => Task.CompletedTask;

    public Task Cancel(Cart cart) => Task.CompletedTask;
}

using Shop;

[Saga("both")]
public sealed partial class Both : ISaga<Cart>
{
    [Step(Compensation = nameof(Cancel))]
    public Task Create(Cart cart) => Task.CompletedTask;

    public Task Cancel(Cart cart) => Task.CompletedTask;
}

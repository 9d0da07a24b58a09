using Shop;

[Saga("pivot")]
public sealed partial class Pivot : ISaga<Cart>
{
    [Step(Kind = StepKind.Pivot), Retry(FirstDelay = "1s")]
    public Task Ship(Cart cart) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable), Retry(MaxAttempts = 3)]
    public Task Send(Cart cart) => Task.CompletedTask;
}

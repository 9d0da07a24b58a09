// options: oblivious
#nullable enable
using Shop;

[Saga("explicit")]
public sealed partial class Explicit : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart) => Task.CompletedTask;
}

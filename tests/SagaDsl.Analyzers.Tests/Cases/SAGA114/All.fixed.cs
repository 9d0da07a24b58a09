// options: oblivious
#nullable enable
using Shop;

[Saga("oblivious")]
public sealed partial class Oblivious : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart) => Task.CompletedTask;
}

using Shop;

[Saga("one")]
public sealed class [|One|](IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart, CancellationToken stop) => mail.SendAsync(cart.Id, stop);
}

public class Outer
{
    [Saga("two")]
    public sealed partial class [|Two|](IMail mail) : ISaga<Cart>
    {
        [Step(Kind = StepKind.Retriable)]
        public Task Send(Cart cart, CancellationToken stop) => mail.SendAsync(cart.Id, stop);
    }
}

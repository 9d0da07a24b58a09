using Shop;

[Saga("state")]
public sealed partial class State(IMail mail, string last) : ISaga<Cart>
{
    private static int s_calls;
    private Order? _order;
    private int _first, _second;

    public string? Address { get; set; }

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        [|_order|] = new Order(cart.Id);
        [|s_calls|]++;
        [|this.Address|] = "here";
        [|last|] = cart.Id;
        ([|_first|], var local) = (1, 2);
        Interlocked.Increment(ref [|_second|]);
        await mail.SendAsync($"{_order} {last} {Address} {_first + _second + s_calls + local}", step.CancellationToken);
    }
}

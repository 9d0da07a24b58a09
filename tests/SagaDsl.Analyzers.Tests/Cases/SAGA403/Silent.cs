using Shop;

[Saga("state")]
public sealed partial class State : ISaga<Cart>
{
    private readonly IMail _mail;
    private string? _greeting;

    public State(IMail mail) => _mail = mail;

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        // A cache: filled again where it is empty.
        _greeting ??= "Hello";
        var order = new Draft { Number = cart.Id };
        order.Number = "2";
        await _mail.SendAsync(_greeting + order.Number, step.CancellationToken);
    }

    private sealed class Draft
    {
        public string Number { get; set; } = "";

        public void Clear() => Number = "";
    }
}

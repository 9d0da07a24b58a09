using Shop;

[Saga("dropped")]
public sealed partial class Dropped(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, CancellationToken stop)
    {
        var first = mail.SendAsync("one", stop);
        var second = mail.SendAsync("two", stop);
        await Task.WhenAll(first, second);
        _ = cart.Lines.Count;
    }

    [Step(Kind = StepKind.Retriable)]
    public Task Post(Cart cart, CancellationToken stop) => mail.SendAsync("three", stop);

    [Step(Kind = StepKind.Retriable)]
    public Task Many(Cart cart, CancellationToken stop)
    {
        Task last;
        last = mail.SendAsync("four", stop);
        return last;
    }
}

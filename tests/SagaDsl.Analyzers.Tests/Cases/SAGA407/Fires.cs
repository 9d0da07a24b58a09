using Shop;

[Saga("dropped")]
public sealed partial class Dropped(IMail mail, IMail? second) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, CancellationToken stop)
    {
        _ = [|mail.SendAsync("one", stop)|];
        await mail.SendAsync("two", stop);
    }

    [Step(Kind = StepKind.Retriable)]
    public void Post(Cart cart, CancellationToken stop) => [|mail.SendAsync("three", stop)|];

    [Step(Kind = StepKind.Retriable)]
    public Task Both(Cart cart, CancellationToken stop)
    {
        second?[|.SendAsync("four", stop)|];
        [|Task.Run(() => Console.WriteLine("five"), stop)|];
        return mail.SendAsync("six", stop);
    }
}

using Shop;

[Saga("catching")]
public sealed partial class Catching(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, CancellationToken stop)
    {
        try
        {
            await mail.SendAsync("sent", stop);
        }
        [|catch (Exception e)|]
        {
            Console.WriteLine(e.Message);
        }
        try
        {
            await mail.SendAsync("again", stop);
        }
        [|catch|]
        {
        }
    }
}

using Shop;

[Saga("fresh")]
public sealed partial class Fresh(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var ticket = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(step.KeyFor("ticket"))).AsSpan(0, 16));
        await mail.SendAsync($"{ticket}", step.CancellationToken);
    }
}

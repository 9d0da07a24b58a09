using Shop;

[Saga("fresh")]
public sealed partial class Fresh(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var ticket = Guid.NewGuid();
        await mail.SendAsync($"{ticket}", step.CancellationToken);
    }
}

using Shop;

[Saga("clock")]
public sealed partial class Clock(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        await mail.SendAsync($"{[|DateTime.Now|]} {[|DateTime.UtcNow|]:O} {[|DateTime.Today|].Year}", step.CancellationToken);
        await mail.SendAsync($"{[|DateTimeOffset.UtcNow|]} {[|TimeProvider.System|].GetUtcNow()} {At()}", step.CancellationToken);
    }

    private static DateTimeOffset At() => [|DateTimeOffset.Now|];
}

using Shop;

[Saga("clock")]
public sealed partial class Clock(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart)
    {
        var due = DateTimeOffset.UtcNow.AddDays(3);
        await mail.SendAsync(
            $"{due} {DateTime.Now} {DateTime.UtcNow.Ticks} {DateTime.Today:d}");
    }

    [Step(Kind = StepKind.Retriable)]
    public Task Again(StepContext at) => mail.SendAsync($"{System.DateTimeOffset.Now}{TimeProvider.System.GetUtcNow()}", at.CancellationToken);
}

using Shop;

[Saga("clock")]
public sealed partial class Clock(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var due = step.TimeProvider.GetUtcNow().AddDays(3);
        await mail.SendAsync(
            $"{due} {step.TimeProvider.GetLocalNow().DateTime} {step.TimeProvider.GetUtcNow().UtcDateTime.Ticks} {step.TimeProvider.GetLocalNow().Date:d}");
    }

    [Step(Kind = StepKind.Retriable)]
    public Task Again(StepContext at) => mail.SendAsync($"{at.TimeProvider.GetLocalNow()}{at.TimeProvider.GetUtcNow()}", at.CancellationToken);
}

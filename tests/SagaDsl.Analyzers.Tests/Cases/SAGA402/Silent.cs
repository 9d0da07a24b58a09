using Shop;

[Saga("clock")]
public sealed partial class Clock(IMail mail, TimeProvider time) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(Cart cart, StepContext step) =>
        mail.SendAsync($"{step.TimeProvider.GetUtcNow()} {time.GetUtcNow()} {DateTime.MinValue} {nameof(DateTime.UtcNow)}", step.CancellationToken);
}

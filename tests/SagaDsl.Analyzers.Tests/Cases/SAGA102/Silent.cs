using Shop;

[Saga("marked")]
public sealed partial class Marked(IMail mail) : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(StepContext step) => mail.SendAsync(step.InstanceId, step.CancellationToken);
}

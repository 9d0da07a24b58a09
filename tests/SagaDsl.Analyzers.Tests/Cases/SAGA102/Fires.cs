using Shop;

[Saga("unmarked")]
public sealed partial class [|Unmarked|](IMail mail)
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(StepContext step) => mail.SendAsync(step.InstanceId, step.CancellationToken);
}

[Saga("one")]
public sealed partial class One : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

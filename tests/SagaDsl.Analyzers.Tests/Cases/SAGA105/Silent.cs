[Saga("same")]
public sealed partial class One : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

[Saga("Same")]
public sealed partial class Two : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

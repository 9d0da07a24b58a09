[Saga("retry")]
public sealed partial class Retries : ISaga
{
    [Step(Kind = StepKind.Retriable), Retry(MaxAttempts = 1, Factor = 1)]
    public Task One() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable), Retry(FirstDelay = "5s", MaxDelay = "5s")]
    public Task Two() => Task.CompletedTask;
}

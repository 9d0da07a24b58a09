[Saga("retry")]
public sealed partial class Retries : ISaga
{
    [Step(Kind = StepKind.Retriable), Retry(MaxAttempts = [|0|], Factor = [|0.5|])]
    public Task One() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable), Retry(FirstDelay = [|"1m"|], MaxDelay = "5s")]
    public Task Two() => Task.CompletedTask;
}

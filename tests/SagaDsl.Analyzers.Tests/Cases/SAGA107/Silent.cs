[Saga("time"), Timeout("3d12h")]
public sealed partial class Times : ISaga
{
    [Step(Kind = StepKind.Retriable), Timeout("1.5s"), Retry(FirstDelay = "200ms", MaxDelay = "1m30s")]
    public Task Send(CancellationToken stop) => Task.CompletedTask;
}

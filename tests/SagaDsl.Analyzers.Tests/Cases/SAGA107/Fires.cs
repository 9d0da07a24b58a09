[Saga("time"), Timeout("[|soon|]")]
public sealed partial class Times : ISaga
{
    [Step(Kind = StepKind.Retriable), Timeout("5[|parsecs|]"), Retry(FirstDelay = "200ms[|1s|]", MaxDelay = [|""|])]
    public Task Send(CancellationToken stop) => Task.CompletedTask;
}

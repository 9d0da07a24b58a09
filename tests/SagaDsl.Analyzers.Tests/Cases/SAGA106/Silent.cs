[Saga("my-saga.v2")]
public sealed partial class Names : ISaga
{
    [Step("send_1", Kind = StepKind.Retriable)]
    public Task One() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task SendAsync() => Task.CompletedTask;
}

[Saga("after")]
public sealed partial class Afters : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [nameof(Send)])]
    public Task Two() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [])]
    public Task Three() => Task.CompletedTask;
}

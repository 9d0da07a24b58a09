[Saga("diamond")]
public sealed partial class Diamond : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task One() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [nameof(One)])]
    public Task Two() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [nameof(One)])]
    public Task Three() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [nameof(Two), nameof(Three)])]
    public Task Four() => Task.CompletedTask;
}

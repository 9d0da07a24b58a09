[Saga("cycle")]
public sealed partial class Cycles : ISaga
{
    [Step(Kind = StepKind.Retriable, After = [[|nameof(Three)|]])]
    public Task One() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [nameof(One)])]
    public Task Two() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [nameof(Two)])]
    public Task Three() => Task.CompletedTask;
}

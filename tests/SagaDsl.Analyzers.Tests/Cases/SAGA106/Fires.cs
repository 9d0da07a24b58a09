[Saga([|"my saga"|])]
public sealed partial class Names : ISaga
{
    [Step("send", Kind = StepKind.Retriable)]
    public Task One() => Task.CompletedTask;

    [Step([|"send"|], Kind = StepKind.Retriable)]
    public Task Two() => Task.CompletedTask;

    [Step([|""|], Kind = StepKind.Retriable)]
    public Task Three() => Task.CompletedTask;

    [Step([|"a/b"|], Kind = StepKind.Retriable)]
    public Task Four() => Task.CompletedTask;
}

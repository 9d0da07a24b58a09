[Saga("after")]
public sealed partial class Afters : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;

    [Step("two", Kind = StepKind.Retriable, After = ["Sent"])]
    public Task Second() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = ["Send", "Secondd"])]
    public Task Three() => Task.CompletedTask;
}

[Saga("after")]
public sealed partial class Afters : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = [nameof(Send), [|"Sent"|]])]
    public Task Two() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable, After = new[] { [|nameof(Helper)|] })]
    public Task Three() => Task.CompletedTask;

    private static void Helper() { }
}

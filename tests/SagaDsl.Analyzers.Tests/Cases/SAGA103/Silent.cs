using Shop;

[Saga("plain")]
internal sealed partial class Plain : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    private static Task Send() => Task.CompletedTask;
}

public partial class Outer
{
    [Saga("nested")]
    public sealed partial class Nested : ISaga
    {
        [Step(Kind = StepKind.Retriable)]
        public Task Send() => Task.CompletedTask;
    }
}

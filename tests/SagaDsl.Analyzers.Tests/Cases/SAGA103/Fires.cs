using Shop;

[Saga("abstract")]
public abstract partial class [|Abstract|] : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

[Saga("generic")]
public sealed partial class [|Generic|]<T> : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

public partial class Outer<T>
{
    [Saga("nested")]
    public sealed partial class [|Nested|] : ISaga
    {
        [Step(Kind = StepKind.Retriable)]
        public Task Send() => Task.CompletedTask;
    }
}

public partial class Holder
{
    [Saga("hidden")]
    private sealed partial class [|Hidden|] : ISaga
    {
        [Step(Kind = StepKind.Retriable)]
        public Task Send() => Task.CompletedTask;
    }
}

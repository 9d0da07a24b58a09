public sealed class OrdersClient;

public sealed class Taken;

[Saga("orders")]
public sealed partial class [|Orders|] : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

[Saga("second", Client = [|"Taken"|])]
public sealed partial class Second : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

[Saga("third", Client = [|"My Client"|])]
public sealed partial class Third : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

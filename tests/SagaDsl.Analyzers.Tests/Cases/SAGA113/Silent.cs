public sealed class OrdersClient;

[Saga("orders", Client = "OrdersSagaClient")]
public sealed partial class Orders : ISaga
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send() => Task.CompletedTask;
}

using SagaDsl.Benchmarks.Harness;
using SagaDsl.Benchmarks.Orders;

namespace SagaDsl.Benchmarks.Rows;

public static class CourierRows
{
    public static Task<Row> RunAsync(Plan plan, int inFlight) =>
        MeasureAsync(plan, inFlight, RowKind.Courier, "MassTransit 8.5.12 Courier, in memory", null);

    /// <summary>Over a broker, its queues and messages durable: what a saga over NATS stands beside.</summary>
    public static Task<Row> OverRabbitAsync(Plan plan, int inFlight, RabbitServer server) =>
        MeasureAsync(plan, inFlight, RowKind.CourierOverRabbit, "MassTransit 8.5.12 Courier, RabbitMQ", server.Port);

    private static async Task<Row> MeasureAsync(Plan plan, int inFlight, RowKind kind, string what, int? rabbit)
    {
        // A slip takes a hundred times as long: a tenth of the count is measured as well.
        var shorter = plan with { Count = plan.Count / 10, Runs = Math.Min(plan.Runs, 3) };
        var measured = await shorter.MeasureAsync(
            inFlight, () => Courier.StartAsync(rabbit), (courier, i) => courier.RunAsync(OrderData.Id(i), OrderData.Order(i)));
        return new(kind, what, inFlight, measured);
    }
}

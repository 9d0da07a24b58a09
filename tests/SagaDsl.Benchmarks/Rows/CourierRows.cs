using SagaDsl.Benchmarks.Harness;
using SagaDsl.Benchmarks.Orders;

namespace SagaDsl.Benchmarks.Rows;

public static class CourierRows
{
    public static async Task<Row> RunAsync(Plan plan, int inFlight)
    {
        // A slip takes a hundred times as long: a tenth of the count is measured as well.
        var shorter = plan with { Count = plan.Count / 10, Runs = Math.Min(plan.Runs, 3) };
        var measured = await shorter.MeasureAsync(inFlight, Courier.StartAsync, (courier, i) => courier.RunAsync(OrderData.Id(i), OrderData.Order(i)));
        return new(RowKind.Courier, "MassTransit 8.5.12 Courier, in memory", inFlight, measured);
    }
}

using Microsoft.Extensions.DependencyInjection;
using SagaDsl.Benchmarks.Harness;
using SagaDsl.Benchmarks.Orders;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>The order saga in memory and on SQLite.</summary>
public static class SagaRows
{
    public static async Task<Row> MemoryAsync(Plan plan, int inFlight)
    {
        var measured = await plan.MeasureAsync(inFlight, () => Sagas.StartAsync(sagas => sagas), (sagas, i) => sagas.RunAsync(i));
        return new(RowKind.Memory, "**SagaDsl, in memory**", inFlight, measured, RowKind.BareCalls);
    }

    public static Task<Row> SqliteAsync(Plan plan, int inFlight, string folder) =>
        FileAsync(plan, inFlight, folder, RowKind.Sqlite, "**SagaDsl, SQLite with fsync**", (sagas, file) => sagas.UseSqlite(file));

    public static Task<Row> LiteDbAsync(Plan plan, int inFlight, string folder) =>
        FileAsync(plan, inFlight, folder, RowKind.LiteDb, "**SagaDsl, LiteDB with fsync**", (sagas, file) => sagas.UseLiteDb(file));

    private static async Task<Row> FileAsync(Plan plan, int inFlight, string folder, RowKind kind, string name, Func<SagaBuilder, string, SagaBuilder> use)
    {
        var file = Path.Combine(folder, "sagas.db");
        var measured = await plan.MeasureAsync(inFlight, () =>
        {
            foreach (var old in Directory.EnumerateFiles(folder, "sagas.db*"))
                File.Delete(old);
            return Sagas.StartAsync(sagas => use(sagas, file));
        }, (sagas, i) => sagas.RunAsync(i));
        return new(kind, name, inFlight, measured, RowKind.GroupCommit);
    }
}

/// <summary>A runtime with the order saga, its shop injected as in an application.</summary>
public sealed class Sagas(ServiceProvider services, SagaRuntime runtime) : IAsyncDisposable
{
    private readonly OrderSagaClient _client = runtime.Client<OrderSagaClient>();

    public static async Task<Sagas> StartAsync(Func<SagaBuilder, SagaBuilder> store)
    {
        var services = new ServiceCollection().AddSingleton<Shop>().BuildServiceProvider();
        return new(services, await SagaRuntime.StartAsync(sagas => store(sagas.AddOrderSaga().UseServices(services))));
    }

    public async ValueTask RunAsync(int i)
    {
        var order = OrderData.Order(i);
        var outcome = await _client.RunAsync(OrderData.Id(i), order);
        if (outcome.IsCompleted == order.Fails || (order.Fails && outcome.Failure!.Undone.Count != 2))
            throw new InvalidOperationException($"A saga did not end as its order should: {outcome.Status}.");
    }

    public async ValueTask DisposeAsync()
    {
        await runtime.DisposeAsync();
        await services.DisposeAsync();
    }
}

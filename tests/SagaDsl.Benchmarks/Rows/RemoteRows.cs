using Microsoft.Extensions.DependencyInjection;
using SagaDsl.Benchmarks.Harness;
using SagaDsl.Benchmarks.Orders;
using SagaDsl.TestKit.Servers;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>The order saga with its steps at a participant: in the same runtime, and in another runtime over NATS, each with its own store.</summary>
public static class RemoteRows
{
    /// <summary>The stores that are measured.</summary>
    public static IReadOnlyList<(string Name, RowKind Local, Func<SagaBuilder, string, SagaBuilder> Use)> Stores { get; } =
    [
        ("in memory", RowKind.Memory, static (sagas, _) => sagas.UseMemory()),
        ("SQLite", RowKind.Sqlite, static (sagas, file) => sagas.UseSqlite(file)),
        ("LiteDB", RowKind.LiteDb, static (sagas, file) => sagas.UseLiteDb(file)),
    ];

    /// <summary>Saga and participant in one runtime, beside the same saga with steps of its own.</summary>
    public static async Task<Row> InProcessAsync(Plan plan, int inFlight, string folder, int store)
    {
        var (name, local, use) = Stores[store];
        var measured = await plan.MeasureAsync(inFlight, () => RemoteSagas.StartAsync(Emptied(folder), use, server: null), (sagas, i) => sagas.RunAsync(i));
        return new(RowKind.Remote, $"3 remote steps in process, {name}", inFlight, measured, local);
    }

    /// <summary>Saga and participant in two runtimes over NATS, beside three bare pairs of the same messages.</summary>
    public static async Task<Row> OverNatsAsync(Plan plan, int inFlight, string folder, int store, NatsServer server)
    {
        var (name, _, use) = Stores[store];
        var measured = await plan.MeasureAsync(inFlight, () => RemoteSagas.StartAsync(Emptied(folder), use, server), (sagas, i) => sagas.RunAsync(i));
        return new(RowKind.Remote, $"3 remote steps over NATS, {name}", inFlight, measured, RowKind.NatsRawOfThree);
    }

    private static string Emptied(string folder)
    {
        foreach (var old in Directory.EnumerateFiles(folder, "*.db*"))
            File.Delete(old);
        return folder;
    }

    private sealed class RemoteSagas(ServiceProvider services, SagaRuntime asking, SagaRuntime asked) : IAsyncDisposable
    {
        private readonly RemoteOrderSagaClient _client = asking.Client<RemoteOrderSagaClient>();

        public static async Task<RemoteSagas> StartAsync(string folder, Func<SagaBuilder, string, SagaBuilder> use, NatsServer? server)
        {
            var services = new ServiceCollection().AddSingleton<Shop>().BuildServiceProvider();
            if (server is null)
            {
                var both = await SagaRuntime.StartAsync(sagas =>
                    use(sagas.AddRemoteOrderSaga().AddRemoteShop().UseServices(services), Path.Combine(folder, "both.db")));
                return new(services, both, both);
            }

            // A stream of its own for every run: what the run before left has nothing to do with this one.
            var stream = $"BENCH{Environment.TickCount64}";
            var asked = await SagaRuntime.StartAsync(sagas => use(sagas.AddRemoteShop().UseServices(services), Path.Combine(folder, "shop.db"))
                .UseNats(server.Url, nats => (nats.Stream, nats.MaxInFlight) = (stream, 1024)));
            var asking = await SagaRuntime.StartAsync(sagas => use(sagas.AddRemoteOrderSaga(), Path.Combine(folder, "orders.db"))
                .Configure(options => options.KeyPrefix = "bench")
                .UseNats(server.Url, nats => (nats.Stream, nats.MaxInFlight) = (stream, 1024)));
            return new(services, asking, asked);
        }

        public async ValueTask RunAsync(int i)
        {
            var order = OrderData.Order(i);
            var outcome = await _client.RunAsync(OrderData.Id(i), order);
            if (outcome.IsCompleted == order.Fails || (order.Fails && outcome.Failure!.Undone.Count != 2))
                throw new InvalidOperationException($"A saga did not end as its order should: {outcome.Status} {outcome.Failure}.");
        }

        public async ValueTask DisposeAsync()
        {
            await asking.DisposeAsync();
            await asked.DisposeAsync();
            await services.DisposeAsync();
        }
    }
}

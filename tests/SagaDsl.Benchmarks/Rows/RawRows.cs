using SagaDsl.Benchmarks.Harness;
using SagaDsl.Benchmarks.Orders;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>What nothing can beat: the calls alone, one append and fsync, a group commit of the same bytes.</summary>
public static class RawRows
{
    /// <summary>The calls of a saga without any saga: lost at the first crash.</summary>
    public static async Task<Row> BareCallsAsync(Plan plan, int inFlight)
    {
        var measured = await plan.MeasureAsync(inFlight, () => Task.FromResult(new Subject<Shop>(new())), (shop, i) =>
        {
            Call(shop.Value, OrderData.Id(i), OrderData.Order(i));
            return default;
        });
        return new(RowKind.BareCalls, "raw: the method calls alone", inFlight, measured);
    }

    private static void Call(Shop shop, string id, Order order)
    {
        try
        {
            shop.Reserve(id, order);
            shop.Charge(id, order);
            shop.Ship(id, order);
        }
        catch (StepRejectedException)
        {
            shop.Refund();
            shop.Release();
        }
    }

    /// <summary>One 4 kB append and fsync after the other.</summary>
    public static async Task<Row> FsyncAsync(Plan plan, string folder)
    {
        var measured = await plan.MeasureAsync(1, () => Task.FromResult(new AppendFile(folder)), (file, _) =>
        {
            file.Append();
            return default;
        });
        return new(RowKind.Fsync, "raw: append 4 kB, fsync", 1, measured);
    }

    /// <summary>
    /// The rows of as many sagas as are in flight in one SQLite transaction (WAL, synchronous FULL), one transaction
    /// after the other: what a store would do if grouping cost nothing.
    /// </summary>
    public static async Task<Row> GroupCommitAsync(Plan plan, int inFlight, string folder)
    {
        var sagas = await plan.MeasureAsync(1, () => Task.FromResult(new RawSqlite(folder, rowsPerCommit: inFlight)), (sqlite, _) =>
        {
            sqlite.Commit();
            return default;
        });
        var perSecond = sagas.PerSecond * inFlight / RawSqlite.RowsPerSaga;
        var latency = sagas.P50 * RawSqlite.RowsPerSaga;
        return new(RowKind.GroupCommit, "raw: SQLite, same rows in full groups", inFlight,
            new(perSecond, latency, sagas.P99 * RawSqlite.RowsPerSaga, sagas.Bytes * RawSqlite.RowsPerSaga / inFlight));
    }
}

/// <summary>Gives a value that needs no end the shape of one that does.</summary>
public sealed class Subject<T>(T value) : IAsyncDisposable
{
    public T Value => value;

    public ValueTask DisposeAsync() => default;
}

using System.Data.Common;
using System.Globalization;

namespace SagaDsl.Barrier.Tests.Databases;

/// <summary>A database of a test's own, with its ledger, gone when the test ends.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What a connection is made from. A statement waits a second for another transaction, or as long as is said.</summary>
    public abstract string ConnectionString(int seconds = 30);

    public abstract DbConnection Connect(int seconds = 30);

    public static async Task<TestDatabase> NewAsync(string kind)
    {
        TestDatabase database = kind == "sqlite" ? new SqliteFile() : await PostgresSchema.NewAsync();
        await database.RunAsync(Ledger.Create);
        return database;
    }

    /// <summary>A barrier as another process would have it: it remembers nothing of others.</summary>
    public SqlBarrier Barrier(int seconds = 30, TimeProvider? time = null) =>
        new(() => Connect(seconds), new() { TimeProvider = time ?? TimeProvider.System });

    public async Task<DbConnection> OpenAsync()
    {
        var connection = Connect();
        await connection.OpenAsync();
        return connection;
    }

    public async Task RunAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string?> ReadAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>How often an effect was done, and how often undone.</summary>
    public async Task<(int Did, int Undid)> LedgerAsync(string key)
    {
        await using var connection = await OpenAsync();
        return (await Ledger.CountAsync(connection, key, "did"), await Ledger.CountAsync(connection, key, "undid"));
    }

    /// <summary>The state of the barrier's row; null: there is none.</summary>
    public async Task<string?> StateAsync(string key) =>
        await ReadAsync($"SELECT max(state) FROM sagadsl_barrier WHERE id = '{key}'") is { Length: > 0 } state ? state : null;

    public abstract ValueTask DisposeAsync();
}

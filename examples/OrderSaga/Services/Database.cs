using Microsoft.Data.Sqlite;
using Shop.Data;

namespace Shop.Services;

/// <summary>
/// A SQLite file with one connection, hence one transaction at a time. What is committed survives a kill of the process
/// (not a power cut: synchronous = NORMAL).
/// </summary>
public sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1);

    static Database() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens a file, and makes it where it is not there.</summary>
    /// <exception cref="InputException">The file cannot be used.</exception>
    public Database(string path)
    {
        _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        }
        catch (SqliteException e)
        {
            Dispose();
            throw new InputException($"{path}: cannot be used as a database: {e.Message}");
        }
    }

    /// <summary>Runs work in a transaction of its own, after those before it: all of it happens, or none.</summary>
    public async Task<T> TransactionAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Transaction(work);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs work in a transaction, where nobody else uses this object.</summary>
    public T Transaction<T>(Func<T> work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>Runs statements. Arguments are <c>$1</c>, <c>$2</c>, and so on.</summary>
    /// <returns>How many rows were changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object> arguments)
    {
        using var command = Command(sql, arguments);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs an INSERT and returns the new row's id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object> arguments)
    {
        Execute(sql, arguments);
        using var command = Command("SELECT last_insert_rowid()", []);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Runs a query. Arguments are <c>$1</c>, <c>$2</c>, and so on.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object> arguments)
    {
        using var command = Command(sql, arguments);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object> arguments)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", arguments[i]);
        return command;
    }
}

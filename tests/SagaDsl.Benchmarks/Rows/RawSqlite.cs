using SQLitePCL;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>SQLite used as directly as it can be: one prepared insert, many rows in a transaction.</summary>
public sealed class RawSqlite : IAsyncDisposable
{
    /// <summary>Nine sagas of ten write 4 records (steps + 1), the tenth 6 (twice the failing step).</summary>
    public const double RowsPerSaga = 4.2;

    /// <summary>About what a record of the order saga takes.</summary>
    public const int RowBytes = 400;

    private readonly byte[] _row = new byte[RowBytes];
    private readonly int _rowsPerCommit;
    private readonly string _path;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private long _instance;

    public RawSqlite(string folder, int rowsPerCommit)
    {
        Batteries_V2.Init();
        _rowsPerCommit = rowsPerCommit;
        _path = Path.Combine(folder, "raw.db");
        Delete();
        Check(raw.sqlite3_open(_path, out _database));
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE record(instance INTEGER, position INTEGER, body BLOB, PRIMARY KEY(instance, " +
            "position)) WITHOUT ROWID;");
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO record VALUES(?, ?, ?)", out _insert));
        Random.Shared.NextBytes(_row);
    }

    public void Commit()
    {
        Execute("BEGIN IMMEDIATE");
        for (var i = 0; i < _rowsPerCommit; i++)
        {
            raw.sqlite3_bind_int64(_insert, 1, _instance++);
            raw.sqlite3_bind_int64(_insert, 2, 0);
            raw.sqlite3_bind_blob(_insert, 3, _row);
            if (raw.sqlite3_step(_insert) != raw.SQLITE_DONE)
                throw new InvalidOperationException(raw.sqlite3_errmsg(_database).utf8_to_string());
            raw.sqlite3_reset(_insert);
        }

        Execute("COMMIT");
    }

    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        _database.Dispose();
        Delete();
        return default;
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite answered {code}: {(_database is null ? "" : raw.sqlite3_errmsg(_database).utf8_to_string())}");
    }

    private void Delete()
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(_path + suffix);
    }
}

using SQLitePCL;

namespace SagaDsl.Stores.Sqlite;

/// <summary>A connection to a database file. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE.</summary>
    private const int CacheWrite = 9;

    private readonly sqlite3 _handle;
    private readonly List<Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle) => _handle = handle;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static Database Open(string path, TimeSpan busyTimeout, bool readOnly = false)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(handle);
        try
        {
            database.Check(code);
            raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds);
            return database;
        }
        catch (SqliteException)
        {
            database.Dispose();
            throw;
        }
    }

    internal sqlite3 Handle => _handle;

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Rows changed since the connection was opened.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_handle);

    /// <summary>The key of the row inserted last.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Pages written since this was asked last.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(_handle, CacheWrite, out var pages, out _, 1);
        return pages;
    }

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public void Run(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>A statement that is kept, to be run again and again; it lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>The number in the only row and column of the answer; 0 where there is none.</summary>
    public long Number(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        using var statement = new Statement(this, handle);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteException(raw.sqlite3_extended_errcode(_handle), raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        raw.sqlite3_close_v2(_handle);
        _handle.Dispose();
    }
}

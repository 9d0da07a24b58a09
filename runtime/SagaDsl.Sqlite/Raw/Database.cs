using SQLitePCL;

namespace SagaDsl.Stores.Sqlite;

/// <summary>A connection to a database file. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE.</summary>
    private const int CacheWrite = 9;

    private readonly sqlite3 _handle;
    private readonly IFaults? _faults;
    private readonly List<Statement> _statements = [];
    private bool _disposed;

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle, IFaults? faults) => (_handle, _faults) = (handle, faults);

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static Database Open(string path, TimeSpan busyTimeout, bool readOnly = false, IFaults? faults = null)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(handle, faults);
        try
        {
            database.Check(database.Made(code));
            database.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds));
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

    public void Run(string sql)
    {
        if (MayMake(out var code))
            code = Made(raw.sqlite3_exec(_handle, sql));
        Check(code);
    }

    /// <summary>A statement that is kept, to be run again and again; it lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var statement = Compile(sql, raw.SQLITE_PREPARE_PERSISTENT);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>The number in the only row and column of the answer; 0 where there is none.</summary>
    public long Number(string sql)
    {
        using var statement = Compile(sql, 0);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Whether a call is to be made; where it is not, the code that it is to have answered.</summary>
    public bool MayMake(out int code) => (code = _faults?.Before() ?? raw.SQLITE_OK) == raw.SQLITE_OK;

    /// <summary>What a call answered.</summary>
    public int Made(int code) => _faults is null || IsError(code) || _faults.After() is not (not raw.SQLITE_OK and var fault) ? code : fault;

    /// <exception cref="SqliteException">The code is an error.</exception>
    public void Check(int code)
    {
        if (!IsError(code))
            return;
        // The connection knows more of its last error, if this is that one.
        var extended = raw.sqlite3_extended_errcode(_handle);
        throw (extended & 0xff) == (code & 0xff)
            ? new SqliteException(extended, raw.sqlite3_errmsg(_handle).utf8_to_string())
            : new SqliteException(code, raw.sqlite3_errstr(code).utf8_to_string());
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var statement in _statements)
            statement.Dispose();
        raw.sqlite3_close_v2(_handle);
        _handle.Dispose();
    }

    private Statement Compile(string sql, uint flags)
    {
        sqlite3_stmt? handle = null;
        if (MayMake(out var code))
            code = Made(raw.sqlite3_prepare_v3(_handle, sql, flags, out handle));
        if (IsError(code))
            handle?.Dispose();
        Check(code);
        return new(this, handle!);
    }

    private static bool IsError(int code) => code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE);
}

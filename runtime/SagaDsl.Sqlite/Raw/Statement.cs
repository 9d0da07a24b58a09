using System.Text;
using SQLitePCL;

namespace SagaDsl.Stores.Sqlite;

/// <summary>A prepared statement: bind from 1, step, read columns from 0, reset.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Statement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(handle, index, value);
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        if (value is { } number)
            raw.sqlite3_bind_int64(handle, index, number);
        else
            raw.sqlite3_bind_null(handle, index);
        return this;
    }

    /// <summary>Binds bytes; none at all are bound as NULL.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> bytes)
    {
        database.Check(bytes.IsEmpty ? raw.sqlite3_bind_null(handle, index) : raw.sqlite3_bind_blob(handle, index, bytes));
        return this;
    }

    /// <exception cref="ArgumentException">The text is not valid Unicode.</exception>
    public Statement Bind(int index, string? text)
    {
        if (text is null)
        {
            raw.sqlite3_bind_null(handle, index);
            return this;
        }

        if (text.Length == 0)
        {
            // An empty span would be bound as NULL.
            raw.sqlite3_bind_text(handle, index, "");
            return this;
        }

        var size = Strict.GetMaxByteCount(text.Length);
        Span<byte> utf8 = size <= StackBytes ? stackalloc byte[StackBytes] : new byte[size];
        database.Check(raw.sqlite3_bind_text(handle, index, utf8[..Strict.GetBytes(text, utf8)]));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False: there is none.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code != raw.SQLITE_DONE)
            Fail();
        return false;
    }

    /// <summary>Runs a statement without rows.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public int Int(int column) => raw.sqlite3_column_int(handle, column);

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    /// <summary>Bytes that are valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();

    private void Fail()
    {
        try
        {
            database.Check(raw.SQLITE_ERROR);
        }
        finally
        {
            Reset();
        }
    }
}

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
        if (database.MayMake(out var code))
            code = database.Made(raw.sqlite3_bind_int64(handle, index, value));
        return Checked(code);
    }

    public Statement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    /// <summary>Binds bytes; none at all are bound as NULL.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return BindNull(index);
        if (database.MayMake(out var code))
            code = database.Made(raw.sqlite3_bind_blob(handle, index, bytes));
        return Checked(code);
    }

    /// <exception cref="ArgumentException">The text is not valid Unicode.</exception>
    public Statement Bind(int index, string? text)
    {
        if (text is null)
            return BindNull(index);
        var size = Strict.GetMaxByteCount(text.Length);
        Span<byte> utf8 = size <= StackBytes ? stackalloc byte[StackBytes] : new byte[size];
        var length = Strict.GetBytes(text, utf8);
        if (database.MayMake(out var code))
            // An empty span would be bound as NULL.
            code = database.Made(length == 0 ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, utf8[..length]));
        return Checked(code);
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False: there is none.</returns>
    public bool Step()
    {
        if (database.MayMake(out var code))
            code = database.Made(raw.sqlite3_step(handle));
        if (code == raw.SQLITE_ROW)
            return true;
        if (code != raw.SQLITE_DONE)
            Fail(code);
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

    private Statement BindNull(int index)
    {
        if (database.MayMake(out var code))
            code = database.Made(raw.sqlite3_bind_null(handle, index));
        return Checked(code);
    }

    private Statement Checked(int code)
    {
        database.Check(code);
        return this;
    }

    private void Fail(int code)
    {
        try
        {
            database.Check(code);
        }
        finally
        {
            Reset();
        }
    }
}

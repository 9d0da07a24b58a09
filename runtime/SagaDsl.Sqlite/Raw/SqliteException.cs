namespace SagaDsl.Stores.Sqlite;

/// <summary>SQLite refused something. It never leaves the store.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xff;
}

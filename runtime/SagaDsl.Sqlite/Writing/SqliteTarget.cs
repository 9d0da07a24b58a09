using SQLitePCL;

namespace SagaDsl.Stores.Sqlite;

/// <summary>The connection that writes.</summary>
internal sealed class SqliteTarget(Database database, Checkpointer checkpointer, string description) : IGroupTarget<Transaction>
{
    public Transaction Transaction { get; } = new(database);

    // Who reads has a connection of its own.
    public void Enter()
    {
    }

    public void Leave()
    {
    }

    public StoreUnavailableException? TryBegin()
    {
        try
        {
            database.Run("BEGIN IMMEDIATE");
            return null;
        }
        catch (SqliteException e) when (e.Code == raw.SQLITE_BUSY)
        {
            return new($"{description} is locked by another process: nothing was written. {e.Message}", e);
        }
    }

    public void Commit() => database.Run("COMMIT");

    public void Rollback()
    {
        if (database.InTransaction)
            database.Run("ROLLBACK");
        Transaction.Forget();
    }

    public bool IsOfOne(Exception error) =>
        error is not SqliteException { Code: not (raw.SQLITE_CONSTRAINT or raw.SQLITE_CORRUPT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH) };

    public void Committed() => checkpointer.Committed(database);
}

using SQLitePCL;

namespace SagaDsl.Stores.Sqlite;

/// <summary>
/// The owner's lock: an exclusive transaction, never ended, on a file beside the database. The system releases it when
/// the process ends, however it ends, and the database itself stays readable and writable for others.
/// </summary>
internal sealed class Ownership : IDisposable
{
    private readonly Database _lock;

    private Ownership(Database held) => _lock = held;

    /// <exception cref="StoreOwnedException">Another process, or another store in this one, holds it.</exception>
    public static Ownership Take(string path, IFaults? faults)
    {
        var held = Database.Open(path + "-owner", TimeSpan.Zero, faults: faults);
        try
        {
            held.Run("PRAGMA journal_mode = MEMORY");
            held.Run("BEGIN EXCLUSIVE");
            return new(held);
        }
        catch (SqliteException e) when (e.Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            held.Dispose();
            throw new StoreOwnedException($"'{path}' is in use: {Who(path)} owns it. A store has one owner at a time: end that one, or open another file.", e);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Leaves a note for the message that the next one gets.</summary>
    public static void Sign(Database database, StoreOpening opening) =>
        database.Prepare("INSERT OR REPLACE INTO owner(only, pid, node, since) VALUES(1, ?, ?, ?)")
            .Bind(1, Environment.ProcessId).Bind(2, opening.Node).Bind(3, opening.Time.GetUtcNow().ToString("O")).Run();

    public void Dispose() => _lock.Dispose();

    private static string Who(string path)
    {
        try
        {
            using var database = Database.Open(path, TimeSpan.FromSeconds(1), readOnly: true);
            var owner = database.Prepare("SELECT pid, node, since FROM owner");
            return owner.Step() ? $"process {owner.Long(0)} on node '{owner.Text(1)}', since {owner.Text(2)}," : "another process";
        }
        catch (SqliteException)
        {
            return "another process";
        }
    }
}

namespace SagaDsl.Stores.Sqlite;

/// <summary>
/// Moves the write-ahead log into the file, on a thread and a connection of its own, while the writer goes on. What was
/// written meanwhile is little, and the writer moves that itself: then the log begins anew, and does not grow for ever.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    /// <summary>How many pages of the log are worth a checkpoint: 32 MB.</summary>
    private const int Pages = 8192;

    private readonly object _gate = new();
    private readonly Database _database;
    private readonly Thread _thread;
    private int _since;
    private bool _asked, _moved, _ended;

    public Checkpointer(Database database)
    {
        _database = database;
        _thread = new(Run) { IsBackground = true, Name = "SagaDsl SQLite checkpointer" };
        _thread.Start();
    }

    /// <summary>Called by the writer after each commit.</summary>
    /// <param name="writer">The writer's connection.</param>
    public void Committed(Database writer)
    {
        _since += writer.TakePagesWritten();
        if (_since < Pages)
            return;
        if (Volatile.Read(ref _moved))
        {
            writer.Run("PRAGMA wal_checkpoint(PASSIVE)");
            _since = 0;
            _moved = false;
            return;
        }

        lock (_gate)
        {
            if (_asked)
                return;
            _asked = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (true)
        {
            lock (_gate)
            {
                while (!_asked && !_ended)
                    Monitor.Wait(_gate);
                if (_ended)
                    return;
            }

            try
            {
                _database.Run("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (SqliteException)
            {
                // The log stays; the writer meets the same trouble, and it is the one who can say so.
            }

            lock (_gate)
                _asked = false;
            Volatile.Write(ref _moved, true);
        }
    }
}

using LiteDB;

namespace SagaDsl.Stores.LiteDb;

/// <summary>
/// Writes: one thread takes whatever waits, carries it out in one transaction, commits it and has the log written to disk
/// before anybody is told. LiteDB itself does not sync its log when it commits.
/// </summary>
internal sealed class GroupWriter : IDisposable
{
    /// <summary>How long the log grows before it is moved into the file: 32 MB.</summary>
    private const long LongLog = 32L * 1024 * 1024;

    private readonly object _gate = new();
    private readonly ReaderWriterLockSlim _consistent;
    private readonly LiteDatabase _database;
    private readonly FileStream _log;
    private readonly string _description;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private List<WriteRequest> _waiting = [];
    private Exception? _closed;

    /// <param name="database">The database.</param>
    /// <param name="log">Its log, to sync it.</param>
    /// <param name="consistent">
    /// Held while a group is written: who reads several collections sees all of it or nothing, and nothing that is not on disk.
    /// </param>
    /// <param name="description">The store, for messages.</param>
    /// <param name="failed">Told of the failure that closes the store.</param>
    public GroupWriter(LiteDatabase database, FileStream log, ReaderWriterLockSlim consistent, string description, Action<Exception> failed)
    {
        (_database, _log, _consistent, _description, _failed) = (database, log, consistent, description, failed);
        _thread = new(Run) { IsBackground = true, Name = "SagaDsl LiteDB writer" };
        _thread.Start();
    }

    /// <exception cref="StoreUnavailableException">The store is closed: nothing was done.</exception>
    public Task<T> Add<T>(Func<T> work)
    {
        var request = new WriteRequest<T>(work);
        lock (_gate)
        {
            if (_closed is not null)
                throw new StoreUnavailableException($"{_description} is closed: {_closed.Message}", _closed);
            _waiting.Add(request);
            Monitor.Pulse(_gate);
        }

        return request.Task;
    }

    /// <summary>Finishes what waits, and takes nothing more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed ??= new ObjectDisposedException(_description);
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (Next() is { } group)
        {
            // What cannot be done together is tried one by one, so that one bad request does not fail the others.
            if (group.Count > 1 && !TryCommit(group, last: false))
            {
                foreach (var request in group)
                    TryCommit([request], last: true);
            }
            else if (group.Count == 1)
            {
                TryCommit(group, last: true);
            }
        }
    }

    private List<WriteRequest>? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed is not null)
                    return null;
                Monitor.Wait(_gate);
            }

            var group = _waiting;
            _waiting = [];
            return group;
        }
    }

    /// <returns>Whether the requests were answered.</returns>
    private bool TryCommit(List<WriteRequest> group, bool last)
    {
        _consistent.EnterWriteLock();
        try
        {
            return TryCommitInside(group, last);
        }
        finally
        {
            _consistent.ExitWriteLock();
        }
    }

    private bool TryCommitInside(List<WriteRequest> group, bool last)
    {
        if (_closed is not (null or ObjectDisposedException))
            return Fail(group, new StoreUnavailableException($"{_description} is closed: {_closed.Message}", _closed));

        try
        {
            _database.BeginTrans();
            foreach (var request in group)
                request.Execute();
        }
        catch (Exception e)
        {
            if (!TryRollback(group))
                return true;
            return last && Fail(group, e is SagaNotFoundException ? e : new StoreUnavailableException($"{_description} refused a write: {e.Message}", e));
        }

        try
        {
            _database.Commit();
            _log.Flush(flushToDisk: true);
            if (_log.Length > LongLog)
                _database.Checkpoint();
        }
        catch (Exception e)
        {
            return Close(group, e);
        }

        foreach (var request in group)
            request.Succeed();
        return true;
    }

    private bool TryRollback(List<WriteRequest> group)
    {
        try
        {
            _database.Rollback();
            return true;
        }
        catch (Exception e)
        {
            Close(group, e);
            return false;
        }
    }

    // Whether it is on disk nobody can tell, and a second sync proves nothing: nothing more is written before it is opened anew.
    private bool Close(List<WriteRequest> group, Exception e)
    {
        lock (_gate)
        {
            _closed = e;
            group = [.. group, .. _waiting];
            _waiting = [];
        }

        _failed(e);
        return Fail(group, new StoreUnavailableException($"{_description} failed and is closed until it is opened again: {e.Message}", e));
    }

    private static bool Fail(List<WriteRequest> group, Exception error)
    {
        foreach (var request in group)
            request.Fail(error);
        return true;
    }
}

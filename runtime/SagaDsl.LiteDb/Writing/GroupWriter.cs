namespace SagaDsl.Stores.LiteDb;

/// <summary>
/// Writes: one thread takes whatever waits, carries it out in one transaction, commits it and has the log written to disk
/// before anybody is told. LiteDB itself does not sync its log when it commits.
/// </summary>
internal sealed class GroupWriter
{
    private readonly object _gate = new();
    private readonly ReaderWriterLockSlim _consistent;
    private readonly OpenFile _file;
    private readonly string _description;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private List<WriteRequest> _waiting = [];
    private Exception? _failure;
    private bool _ended;

    /// <param name="file">The open file.</param>
    /// <param name="consistent">Held while a group is written: who reads several collections sees all of it or nothing, and nothing that is not on disk.</param>
    /// <param name="description">The store, for messages.</param>
    /// <param name="failed">Told of the failure that closes the store.</param>
    public GroupWriter(OpenFile file, ReaderWriterLockSlim consistent, string description, Action<Exception> failed)
    {
        (_file, _consistent, _description, _failed) = (file, consistent, description, failed);
        _thread = new(Run) { IsBackground = true, Name = "SagaDsl LiteDB writer" };
        _thread.Start();
    }

    /// <param name="work">What is to be done in the group's transaction.</param>
    /// <param name="failed">The answer where the store fails, or failed before; null: the task fails.</param>
    /// <exception cref="ObjectDisposedException">The store is closed: nothing was done.</exception>
    public Task<T> Add<T>(Func<T> work, Func<Exception, T>? failed)
    {
        var request = new WriteRequest<T>(work, failed);
        lock (_gate)
        {
            if (_ended)
                throw StoreErrors.Closed(_description);
            if (_failure is not null)
            {
                request.Fail(Failed(_failure));
                return request.Task;
            }

            _waiting.Add(request);
            Monitor.Pulse(_gate);
        }

        return request.Task;
    }

    /// <summary>Refuses to go on after a failure: LiteDB then shows as written what may not be on disk.</summary>
    /// <exception cref="StoreUnavailableException">The store failed before.</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
            throw Failed(failure);
    }

    /// <summary>Finishes what waits, and takes nothing more.</summary>
    /// <returns>Whether nothing has failed.</returns>
    public bool Finish()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        return _failure is null;
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
                if (_ended)
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
        if (_failure is not null)
            return Fail(group, Failed(_failure));

        try
        {
            _file.Database.BeginTrans();
            foreach (var request in group)
                request.Execute();
        }
        catch (Exception e)
        {
            if (!TryRollback(group))
                return true;
            return last && Fail(group, StoreErrors.IsTyped(e) ? e : new StoreUnavailableException($"{_description} refused a write: {e.Message}", e));
        }

        try
        {
            _file.Commit();
        }
        catch (Exception e)
        {
            return Close(group, e);
        }

        foreach (var request in group)
            request.Succeed();
        try
        {
            _file.Checkpoint();
        }
        catch (Exception e)
        {
            Close([], e);
        }

        return true;
    }

    private bool TryRollback(List<WriteRequest> group)
    {
        try
        {
            _file.Database.Rollback();
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
            _failure ??= e;
            group = [.. group, .. _waiting];
            _waiting = [];
        }

        _failed(e);
        return Fail(group, Failed(e));
    }

    private StoreUnavailableException Failed(Exception e) => new($"{_description} failed and is closed until it is opened again: {e.Message}", e);

    private static bool Fail(List<WriteRequest> group, Exception error)
    {
        foreach (var request in group)
            request.Fail(error);
        return true;
    }
}

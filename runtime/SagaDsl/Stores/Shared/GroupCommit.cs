using System.Runtime.InteropServices;

namespace SagaDsl.Stores;

/// <summary>
/// Writes: whatever waits is carried out in one transaction and committed with one fsync. Nothing is delayed to make a
/// group larger: while one is being committed, the next one gathers. A request that comes when nobody writes is written by
/// its own thread, which saves waking two; what gathers meanwhile is the writer thread's.
/// </summary>
internal sealed class GroupCommit<TTransaction> : IDisposable
{
    private readonly object _gate = new();
    private readonly IGroupTarget<TTransaction> _target;
    private readonly string _description;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private List<WriteOperation<TTransaction>> _waiting = [];
    private List<WriteOperation<TTransaction>> _group = [];
    private Exception? _failure;
    private bool _ended;

    // Whose the connection and the group are: the thread's that set it.
    private bool _writing;
    private bool _mine;

    /// <param name="target">What is written to.</param>
    /// <param name="description">The store, for messages.</param>
    /// <param name="failed">Told of the failure that closes the store.</param>
    public GroupCommit(IGroupTarget<TTransaction> target, string description, Action<Exception> failed)
    {
        (_target, _description, _failed) = (target, description, failed);
        _thread = new(Run) { IsBackground = true, Name = "SagaDsl writer of " + description };
        _thread.Start();
    }

    /// <summary>What closed the store; null: nothing has.</summary>
    public StoreUnavailableException? Failure => Volatile.Read(ref _failure) is { } failure ? Failed(failure) : null;

    /// <returns>Why nothing was done: the store failed before; null: it is answered when it is done.</returns>
    /// <exception cref="ObjectDisposedException">The store is closed: nothing was done.</exception>
    public StoreUnavailableException? TryAdd(WriteOperation<TTransaction> operation)
    {
        lock (_gate)
        {
            if (_ended)
                throw StoreErrors.Closed(_description);
            if (_failure is not null)
                return Failed(_failure);
            // A thread that is not the pool's may be one that must not wait for a disk.
            if (_writing || _waiting.Count > 0 || !Thread.CurrentThread.IsThreadPoolThread)
            {
                _waiting.Add(operation);
                if (!_writing)
                    Monitor.Pulse(_gate);
                return null;
            }

            _writing = true;
            _group.Add(operation);
        }

        try
        {
            WriteGroup(inline: operation);
        }
        finally
        {
            lock (_gate)
            {
                _writing = false;
                Monitor.Pulse(_gate);
            }
        }

        return null;
    }

    /// <summary>Finishes what waits, and takes nothing more.</summary>
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
        while (Next())
            WriteGroup(inline: null);
    }

    private bool Next()
    {
        lock (_gate)
        {
            // Only this thread comes here, so a group it was writing is written.
            if (_mine)
                _writing = _mine = false;
            while (_writing || _waiting.Count == 0)
            {
                if (_ended && !_writing)
                    return false;
                Monitor.Wait(_gate);
            }

            _writing = _mine = true;
            (_group, _waiting) = (_waiting, _group);
            return true;
        }
    }

    /// <param name="inline">The request whose waiter is this very thread; null: there is none.</param>
    private void WriteGroup(WriteOperation<TTransaction>? inline)
    {
        _target.Enter();
        try
        {
            WriteEntered(inline);
        }
        finally
        {
            _target.Leave();
        }
    }

    private void WriteEntered(WriteOperation<TTransaction>? inline)
    {
        var error = Commit();
        foreach (var operation in CollectionsMarshal.AsSpan(_group))
        {
            if (error is not null)
                operation.Fail(error);
            if (operation == inline)
                operation.Execute();
            else
                ThreadPool.UnsafeQueueUserWorkItem(operation, preferLocal: false);
        }

        _group.Clear();
        if (error is null)
            Committed();
    }

    /// <returns>Why nothing of the group can be said to be there; null: all is on disk.</returns>
    private StoreUnavailableException? Commit()
    {
        try
        {
            // What gathered while another group failed.
            if (Volatile.Read(ref _failure) is { } failure)
                return Failed(failure);
            if (_target.TryBegin() is { } busy)
                return busy;
            ExecuteAll();
            _target.Commit();
            return null;
        }
        catch (Exception e)
        {
            return Close(e);
        }
    }

    // After the waiters were told: what they wrote is on disk.
    private void Committed()
    {
        try
        {
            _target.Committed();
        }
        catch (Exception e)
        {
            Close(e);
        }
    }

    // A request that meets damage, or breaks a rule of the schema, is taken out and the others begin anew without it.
    private void ExecuteAll()
    {
        for (var i = 0; i < _group.Count; i++)
        {
            try
            {
                _group[i].Execute(_target.Transaction);
            }
            catch (Exception e) when (_target.IsOfOne(e))
            {
                Exclude(i, e);
                i = -1;
            }
        }
    }

    private void Exclude(int index, Exception why)
    {
        var operation = _group[index];
        _target.Rollback();
        _group.RemoveAt(index);
        operation.Fail(StoreErrors.IsTyped(why) ? why : new StoreUnavailableException($"{_description} refused a write: {why.Message}", why));
        ThreadPool.UnsafeQueueUserWorkItem(operation, preferLocal: false);
        if (_target.TryBegin() is { } busy)
            throw busy;
    }

    // After a failed write or fsync nobody can tell what is on disk, and a second fsync may succeed without having
    // written anything. So nothing more is written through this connection; opening anew reads what there is.
    private StoreUnavailableException Close(Exception e)
    {
        try
        {
            _target.Rollback();
        }
        catch (Exception)
        {
            // The transaction is lost either way.
        }

        List<WriteOperation<TTransaction>> rest;
        lock (_gate)
        {
            _failure ??= e;
            (rest, _waiting) = (_waiting, []);
        }

        var unavailable = Failed(e);
        foreach (var operation in rest)
        {
            operation.Fail(unavailable);
            ThreadPool.UnsafeQueueUserWorkItem(operation, preferLocal: false);
        }

        _failed(e);
        return unavailable;
    }

    private StoreUnavailableException Failed(Exception e) => new($"{_description} failed and is closed until it is opened again: {e.Message}", e);
}

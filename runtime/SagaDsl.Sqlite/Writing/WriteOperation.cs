namespace SagaDsl.Stores.Sqlite;

/// <summary>One request in a group: carried out in the group's transaction, answered when that is on disk.</summary>
internal abstract class WriteOperation : IThreadPoolWorkItem
{
    /// <summary>Carries it out; may be called again when the group has to begin anew.</summary>
    public abstract void Execute(Transaction transaction);

    /// <summary>Settles how it ended. The waiter is told on a thread of the pool, so that the writer never runs its code.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Tells the waiter.</summary>
    public abstract void Execute();
}

/// <summary>A request that is rare enough to allocate for.</summary>
internal sealed class WriteOperation<T>(Func<Transaction, T> work) : WriteOperation
{
    private readonly TaskCompletionSource<T> _done = new();
    private T? _result;
    private Exception? _error;

    public Task<T> Task => _done.Task;

    public override void Execute(Transaction transaction) => _result = work(transaction);

    public override void Fail(Exception error) => _error = error;

    public override void Execute()
    {
        if (_error is null)
            _done.SetResult(_result!);
        else
            _done.SetException(_error);
    }
}

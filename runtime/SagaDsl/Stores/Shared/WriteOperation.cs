namespace SagaDsl.Stores;

/// <summary>One request in a group: carried out in the group's transaction, answered when that is on disk.</summary>
internal abstract class WriteOperation<TTransaction> : IThreadPoolWorkItem
{
    /// <summary>Carries it out; may be called again when the group has to begin anew.</summary>
    public abstract void Execute(TTransaction transaction);

    /// <summary>Settles how it ended. The waiter is told on a thread of the pool, so that the writer never runs its code.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Tells the waiter.</summary>
    public abstract void Execute();
}

/// <summary>A request that is rare enough to allocate for.</summary>
/// <param name="work">What is to be done.</param>
/// <param name="failed">The answer where it failed; null: its task fails.</param>
internal sealed class WriteOperation<TTransaction, TResult>(Func<TTransaction, TResult> work, Func<Exception, TResult>? failed = null)
    : WriteOperation<TTransaction>
{
    private readonly TaskCompletionSource<TResult> _done = new();
    private TResult? _result;
    private Exception? _error;

    public Task<TResult> Task => _done.Task;

    public override void Execute(TTransaction transaction) => _result = work(transaction);

    public override void Fail(Exception error) => _error = error;

    public override void Execute()
    {
        if (_error is null)
            _done.SetResult(_result!);
        else if (failed is not null)
            _done.SetResult(failed(_error));
        else
            _done.SetException(_error);
    }
}

namespace SagaDsl.Stores.LiteDb;

/// <summary>A request that waits for its group to be on disk.</summary>
internal abstract class WriteRequest
{
    public abstract void Execute();

    public abstract void Succeed();

    public abstract void Fail(Exception error);
}

internal sealed class WriteRequest<T>(Func<T> work, Func<Exception, T>? failed) : WriteRequest
{
    // The writer's thread never runs the code of who waits.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override void Execute() => _result = work();

    public override void Succeed() => _done.SetResult(_result!);

    public override void Fail(Exception error)
    {
        if (failed is null)
            _done.SetException(error);
        else
            _done.SetResult(failed(error));
    }
}

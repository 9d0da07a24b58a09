namespace SagaDsl.Engine;

/// <summary>An instance that waits for room in memory.</summary>
internal sealed class RoomTicket : IPermitWaiter
{
    private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool TryGrant() => _granted.TrySetResult();

    /// <exception cref="OperationCanceledException">One of the tokens was cancelled first.</exception>
    public async ValueTask WaitAsync(CancellationToken caller, CancellationToken stop)
    {
        using var first = caller.Register(static ticket => ((RoomTicket)ticket!)._granted.TrySetCanceled(), this);
        using var second = stop.Register(static ticket => ((RoomTicket)ticket!)._granted.TrySetCanceled(), this);
        await _granted.Task.ConfigureAwait(false);
    }
}

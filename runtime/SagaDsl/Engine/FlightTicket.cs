namespace SagaDsl.Engine;

/// <summary>A start that waits for room.</summary>
internal sealed class FlightTicket(CallSlots slots) : ISlotWaiter
{
    private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Granted()
    {
        if (!_granted.TrySetResult())
            slots.Exit();
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(static ticket => ((FlightTicket)ticket!)._granted.TrySetCanceled(), this);
        await _granted.Task.ConfigureAwait(false);
    }
}

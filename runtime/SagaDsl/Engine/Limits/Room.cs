namespace SagaDsl.Engine;

/// <summary>The room for instances in memory, as one partition asks for it.</summary>
internal sealed class Room(ConcurrencyLimit limit, CancellationToken stopping)
{
    // Those that code of a step waits for come in beyond the limit, which that step's own instance may fill; they give back only what was taken.
    private int _beyond;

    /// <summary>Takes room where there is some.</summary>
    public bool TryEnter() => limit.TryEnter();

    /// <summary>Waits for room; false: the engine stops first.</summary>
    /// <param name="letIn">Comes in at once, however many are there.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<bool> TryEnterAsync(bool letIn, CancellationToken cancellationToken = default)
    {
        if (limit.TryEnter())
            return new(true);
        if (letIn)
        {
            Interlocked.Increment(ref _beyond);
            return new(true);
        }

        var ticket = new RoomTicket();
        return limit.TryEnter(ticket) ? new(true) : WaitAsync(ticket, cancellationToken);
    }

    public void Exit()
    {
        var beyond = Volatile.Read(ref _beyond);
        while (beyond > 0)
        {
            var seen = Interlocked.CompareExchange(ref _beyond, beyond - 1, beyond);
            if (seen == beyond)
                return;
            beyond = seen;
        }

        limit.Exit();
    }

    private async ValueTask<bool> WaitAsync(RoomTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            await ticket.WaitAsync(cancellationToken, stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

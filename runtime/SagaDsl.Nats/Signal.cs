namespace SagaDsl.Transport.Nats;

/// <summary>Cancels all who wait now, and nobody who begins later.</summary>
internal sealed class Signal
{
    private CancellationTokenSource _next = new();

    /// <summary>Cancelled when the signal is given next.</summary>
    public CancellationToken Token => Volatile.Read(ref _next).Token;

    public void Give() => Interlocked.Exchange(ref _next, new()).Cancel();
}

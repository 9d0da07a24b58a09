using System.Collections.Concurrent;

namespace SagaDsl.Engine;

/// <summary>Who waits for a permit.</summary>
internal interface IPermitWaiter
{
    /// <summary>Takes the permit; false: it wants it no more.</summary>
    bool TryGrant();
}

/// <summary>
/// A counted limit whose waiters are served in order. The count goes below zero by the number of waiters, so that the
/// uncontended way in and out is one interlocked operation.
/// </summary>
internal sealed class ConcurrencyLimit(int limit)
{
    private readonly ConcurrentQueue<IPermitWaiter> _waiting = new();
    private int _free = limit > 0 ? limit : throw new ArgumentOutOfRangeException(nameof(limit), limit, "A concurrency limit must be at least 1.");

    public int InUse => Math.Min(limit, limit - Volatile.Read(ref _free));

    public int Waiting => Math.Max(0, -Volatile.Read(ref _free));

    /// <summary>Takes a permit if one is free.</summary>
    public bool TryEnter()
    {
        var free = Volatile.Read(ref _free);
        while (free > 0)
        {
            var seen = Interlocked.CompareExchange(ref _free, free - 1, free);
            if (seen == free)
                return true;
            free = seen;
        }

        return false;
    }

    /// <summary>Takes a permit; false: the waiter is told when it has one.</summary>
    public bool TryEnter(IPermitWaiter waiter)
    {
        if (Interlocked.Decrement(ref _free) >= 0)
            return true;
        _waiting.Enqueue(waiter);
        return false;
    }

    /// <summary>Gives a permit back, to the next waiter if there is one.</summary>
    public void Exit()
    {
        // A loop: thousands that gave up waiting may stand before the one that has not.
        while (Interlocked.Increment(ref _free) <= 0)
        {
            // The waiter counted itself before it queued: it is there, or about to be.
            IPermitWaiter? next;
            var spin = new SpinWait();
            while (!_waiting.TryDequeue(out next))
                spin.SpinOnce();
            if (next.TryGrant())
                return;
        }
    }
}

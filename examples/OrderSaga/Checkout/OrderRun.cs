using System.Collections.Concurrent;
using SagaDsl;

namespace Shop.Checkout;

/// <summary>Starts a saga for every order and waits for them. Orders that are there already, from a run that was killed, are only waited for.</summary>
/// <param name="runtime">Runs the sagas.</param>
/// <param name="orders">The orders.</param>
/// <param name="inFlight">How many are worked on at once; 1: each begins when the one before has ended.</param>
public sealed class OrderRun(SagaRuntime runtime, IReadOnlyList<PlacedOrder> orders, int inFlight)
{
    private readonly ConcurrentDictionary<int, OrderEnd> _ends = new();
    private int _running;
    private int _completed;
    private int _compensated;
    private int _resumed;

    /// <summary>How the orders ended that have ended, by their numbers.</summary>
    public IReadOnlyDictionary<int, OrderEnd> Ends => _ends;

    /// <summary>Runs all orders.</summary>
    /// <param name="stop">Stops waiting. What was started stays in the store, to be resumed.</param>
    public Task RunAsync(CancellationToken stop) =>
        Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = stop }, RunAsync);

    /// <summary>How far the run is.</summary>
    public async Task<OrderCounts> CountAsync()
    {
        // An instance that is due later waits for its next attempt.
        var retrying = await runtime.ListAsync(new InstanceQuery { Work = WorkState.Due, Limit = inFlight });
        return new(orders.Count, _ends.Count, Volatile.Read(ref _running), Volatile.Read(ref _completed), Volatile.Read(ref _compensated), retrying.Count,
            Volatile.Read(ref _resumed));
    }

    private async ValueTask RunAsync(PlacedOrder order, CancellationToken stop)
    {
        Interlocked.Increment(ref _running);
        _ends[order.Number] = await EndAsync(order, stop);
        Interlocked.Decrement(ref _running);
    }

    private async Task<OrderEnd> EndAsync(PlacedOrder order, CancellationToken stop)
    {
        try
        {
            var saga = await runtime.Client<OrderSagaClient>().StartAsync(order.SagaId, order, stop);
            if (!saga.IsNew)
                Interlocked.Increment(ref _resumed);
            var outcome = await saga.WaitAsync(stop);
            if (outcome.IsCompleted)
                Interlocked.Increment(ref _completed);
            else if (outcome.Status == SagaStatus.Compensated)
                Interlocked.Increment(ref _compensated);
            return new(outcome.Status, outcome.Failure);
        }
        catch (Exception e) when (e is SagaUnrunnableException or JournalDamagedException)
        {
            // It is left as it is, and the others go on.
            return new(null, null, e.Message);
        }
    }
}

/// <summary>How an order ended.</summary>
/// <param name="Status">How its saga ended; null: it could not.</param>
/// <param name="Failure">Why it did not complete.</param>
/// <param name="Unrunnable">Why it could not be run.</param>
public sealed record OrderEnd(SagaStatus? Status, SagaFailure? Failure, string? Unrunnable = null);

/// <summary>How far a run is.</summary>
/// <param name="Total">All orders.</param>
/// <param name="Ended">Those that have ended, however they did.</param>
/// <param name="Running">Those begun and not ended.</param>
/// <param name="Completed">Those shipped.</param>
/// <param name="Compensated">Those undone.</param>
/// <param name="Retrying">Those that wait for another attempt.</param>
/// <param name="Resumed">Those that an earlier run had begun.</param>
public readonly record struct OrderCounts(int Total, int Ended, int Running, int Completed, int Compensated, int Retrying, int Resumed);

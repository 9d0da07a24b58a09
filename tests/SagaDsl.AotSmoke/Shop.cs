using System.Collections.Concurrent;

namespace SagaDsl.AotSmoke;

/// <summary>The callee: remembers keys, refuses the moon, and does not answer while its couriers are away.</summary>
public sealed class Shop
{
    private readonly ConcurrentDictionary<string, decimal> _charges = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool CouriersAreAway { get; set; }

    /// <summary>Completes when a courier was asked for while they are away.</summary>
    public Task Asked => _asked.Task;

    public decimal Charged => _charges.Values.Sum();

    public Task<Receipt> ChargeAsync(string key, decimal amount)
    {
        _charges[key] = amount;
        return Task.FromResult(new Receipt(key, amount));
    }

    public Task RefundAsync(string key)
    {
        _charges.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public async Task<Shipment> ShipAsync(string destination, Receipt receipt, CancellationToken cancellationToken)
    {
        if (destination == "moon")
            throw new StepRejectedException("nobody ships to the moon");
        if (CouriersAreAway)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return new($"for {receipt.Key}");
    }
}

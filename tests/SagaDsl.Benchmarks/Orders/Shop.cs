namespace SagaDsl.Benchmarks.Orders;

/// <summary>The callee of every row: it answers at once and counts, so that what is measured is the saga and not the shop.</summary>
public sealed class Shop
{
    private long _reserved, _charged;

    public long Reserved => _reserved;

    public long Charged => _charged;

    public Reservation Reserve(string key, Order order)
    {
        Interlocked.Increment(ref _reserved);
        return new(key, order.Product, order.Quantity);
    }

    public void Release() => Interlocked.Decrement(ref _reserved);

    public Receipt Charge(string key, Order order)
    {
        Interlocked.Increment(ref _charged);
        return new(key, order.Total);
    }

    public void Refund() => Interlocked.Decrement(ref _charged);

    public Shipment Ship(string key, Order order) =>
        order.Fails ? throw new NoCarrierException() : new(key);
}

/// <summary>Nobody ships this order.</summary>
public sealed class NoCarrierException() : StepRejectedException("no carrier ships there");

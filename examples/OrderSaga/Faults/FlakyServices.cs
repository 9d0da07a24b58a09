using Shop.Checkout;
using Shop.Services;

namespace Shop.Faults;

/// <summary>The orders service over a flaky link.</summary>
public sealed class FlakyOrders(IOrders orders, FlakyLink link) : IOrders
{
    /// <inheritdoc/>
    public Task<OrderRecord> CreateAsync(string key, int number, string customerId, decimal total, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => orders.CreateAsync(key, number, customerId, total, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task CancelAsync(string key, string createKey, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => orders.CancelAsync(key, createKey, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task CloseAsync(string key, long order, string parcel, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => orders.CloseAsync(key, order, parcel, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task SendMailAsync(string key, long order, string text, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => orders.SendMailAsync(key, order, text, cancellationToken), cancellationToken);
}

/// <summary>The payments service over a flaky link.</summary>
public sealed class FlakyPayments(IPayments payments, FlakyLink link) : IPayments
{
    /// <inheritdoc/>
    public Task<Receipt> ChargeAsync(string key, int orderNumber, decimal amount, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => payments.ChargeAsync(key, orderNumber, amount, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task RefundAsync(string key, string chargeKey, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => payments.RefundAsync(key, chargeKey, cancellationToken), cancellationToken);
}

/// <summary>The stock service over a flaky link.</summary>
public sealed class FlakyStock(IStock stock, FlakyLink link) : IStock
{
    /// <inheritdoc/>
    public Task<Reservation> ReserveAsync(string key, int orderNumber, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => stock.ReserveAsync(key, orderNumber, lines, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(string key, string reserveKey, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => stock.ReleaseAsync(key, reserveKey, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Shipment> ShipAsync(string key, long reservation, string address, CancellationToken cancellationToken) =>
        link.CallAsync(key, () => stock.ShipAsync(key, reservation, address, cancellationToken), cancellationToken);
}

using Shop.Checkout;

namespace Shop.Services;

/// <summary>The orders service. Every call carries an idempotency key: a repeated call gets the first one's answer and changes nothing.</summary>
public interface IOrders
{
    /// <summary>Puts an order on file.</summary>
    Task<OrderRecord> CreateAsync(string key, int number, string customerId, decimal total, CancellationToken cancellationToken);

    /// <summary>Cancels the order that was, or may have been, created with a key.</summary>
    Task CancelAsync(string key, string createKey, CancellationToken cancellationToken);

    /// <summary>Notes that an order was shipped.</summary>
    Task CloseAsync(string key, long order, string parcel, CancellationToken cancellationToken);

    /// <summary>Sends the customer a mail about an order.</summary>
    Task SendMailAsync(string key, long order, string text, CancellationToken cancellationToken);
}

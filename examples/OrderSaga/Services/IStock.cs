using Shop.Checkout;

namespace Shop.Services;

/// <summary>The stock service. Every call carries an idempotency key: a repeated call gets the first one's answer and changes nothing.</summary>
public interface IStock
{
    /// <summary>Sets units aside for every line of an order, or for none.</summary>
    /// <exception cref="OutOfStockException">A line asks for more than there is. Nothing was reserved.</exception>
    Task<Reservation> ReserveAsync(string key, int orderNumber, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken);

    /// <summary>Puts back what was, or may have been, reserved with a key.</summary>
    Task ReleaseAsync(string key, string reserveKey, CancellationToken cancellationToken);

    /// <summary>Sends a reservation's units on their way.</summary>
    Task<Shipment> ShipAsync(string key, long reservation, string address, CancellationToken cancellationToken);
}

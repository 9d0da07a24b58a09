using Shop.Checkout;

namespace Shop.Services;

/// <summary>The payments service. Every call carries an idempotency key: a repeated call gets the first one's answer and changes nothing.</summary>
public interface IPayments
{
    /// <summary>Takes money from the customer's card.</summary>
    /// <exception cref="CardDeclinedException">The card's limit is lower. Nothing was taken.</exception>
    Task<Receipt> ChargeAsync(string key, int orderNumber, decimal amount, CancellationToken cancellationToken);

    /// <summary>Gives back what was, or may have been, charged with a key.</summary>
    Task RefundAsync(string key, string chargeKey, CancellationToken cancellationToken);
}

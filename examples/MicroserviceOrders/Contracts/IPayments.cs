using System.Text.Json.Serialization;
using SagaDsl;
using Shop.Checkout;

namespace Shop.Contracts;

/// <summary>What the payments service can be asked for.</summary>
[Participant("payments")]
public interface IPayments
{
    /// <summary>Takes money from the customer's card, or declines. It can be undone.</summary>
    [Handles(Compensation = "Refund")]
    Task<Receipt> Charge(ChargeCard command);
}

/// <summary>Takes money from the customer's card.</summary>
/// <param name="Order">For which order.</param>
/// <param name="Amount">How much, in whole cents.</param>
[method: JsonConstructor]
public sealed record ChargeCard(int Order, decimal Amount)
{
    /// <summary>The command for an order.</summary>
    public ChargeCard(PlacedOrder placed) : this(placed.Number, placed.Total)
    {
    }
}

/// <summary>Money was taken.</summary>
/// <param name="ChargeId">The charge.</param>
/// <param name="Amount">How much was taken.</param>
public sealed record Receipt(long ChargeId, decimal Amount);

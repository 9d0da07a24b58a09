using System.Text.Json.Serialization;

namespace Shop.Checkout;

/// <summary>An order as the customer placed it: the saga's input.</summary>
/// <param name="Number">The order's number.</param>
/// <param name="CustomerId">Who ordered.</param>
/// <param name="Customer">The customer's company.</param>
/// <param name="ShipTo">Where the parcel goes.</param>
/// <param name="Freight">What the transport costs, in whole cents.</param>
/// <param name="Lines">What was ordered, at least one line.</param>
public sealed record PlacedOrder(int Number, string CustomerId, string Customer, string ShipTo, decimal Freight, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>What the customer pays: the lines with their discounts, rounded once per order to cents (halves up), plus the freight.</summary>
    [JsonIgnore]
    public decimal Total => Math.Round(Lines.Sum(line => line.Amount), 2, MidpointRounding.AwayFromZero) + Freight;

    /// <summary>The id of this order's saga.</summary>
    [JsonIgnore]
    public string SagaId => SagaIdOf(Number);

    /// <summary>The id of the saga of the order with a number.</summary>
    public static string SagaIdOf(int number) => $"order-{number}";
}

/// <summary>One line of an order.</summary>
/// <param name="ProductId">Which product.</param>
/// <param name="UnitPrice">What one unit costs.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Discount">The share that is taken off, from 0 to 1.</param>
public sealed record OrderLine(int ProductId, decimal UnitPrice, int Quantity, decimal Discount)
{
    /// <summary>What the line costs, exactly: not rounded.</summary>
    [JsonIgnore]
    public decimal Amount => UnitPrice * Quantity * (1 - Discount);
}

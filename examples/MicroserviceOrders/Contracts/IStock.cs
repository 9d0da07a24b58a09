using System.Text.Json.Serialization;
using SagaDsl;
using Shop.Checkout;

namespace Shop.Contracts;

/// <summary>What the stock service can be asked for.</summary>
[Participant("stock")]
public interface IStock
{
    /// <summary>Reserves every line of an order, or refuses. It can be undone.</summary>
    [Handles(Compensation = "Release")]
    Task<Reservation> Reserve(ReserveStock command);

    /// <summary>Hands what was reserved over to the carrier.</summary>
    [Handles]
    Task HandOver(HandOverParcel command);
}

/// <summary>Reserves every line of an order.</summary>
/// <param name="Order">For which order.</param>
/// <param name="Lines">The lines.</param>
[method: JsonConstructor]
public sealed record ReserveStock(int Order, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>The command for an order.</summary>
    public ReserveStock(PlacedOrder placed) : this(placed.Number, placed.Lines)
    {
    }
}

/// <summary>Hands what was reserved over to the carrier.</summary>
/// <param name="Reservation">The reservation.</param>
/// <param name="Parcel">The parcel it goes into.</param>
[method: JsonConstructor]
public sealed record HandOverParcel(long Reservation, string Parcel)
{
    /// <summary>The command for a reservation that was shipped.</summary>
    public HandOverParcel(Reservation reservation, Shipment shipment) : this(reservation.Id, shipment.Parcel)
    {
    }
}

/// <summary>Units are reserved.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Units">How many units it holds.</param>
public sealed record Reservation(long Id, int Units);

using System.Text.Json.Serialization;
using SagaDsl;
using Shop.Checkout;

namespace Shop.Contracts;

/// <summary>What the shipping service can be asked for.</summary>
[Participant("shipping")]
public interface IShipping
{
    /// <summary>Books a carrier. It cannot be undone: the parcel leaves.</summary>
    [Handles]
    Task<Shipment> Ship(ShipParcel command);
}

/// <summary>Books a carrier.</summary>
/// <param name="Order">For which order.</param>
/// <param name="Address">Where to.</param>
/// <param name="Units">How many units.</param>
[method: JsonConstructor]
public sealed record ShipParcel(int Order, string Address, int Units)
{
    /// <summary>The command for an order and what was reserved for it.</summary>
    public ShipParcel(PlacedOrder placed, Reservation reservation) : this(placed.Number, placed.ShipTo, reservation.Units)
    {
    }
}

/// <summary>A parcel is on its way.</summary>
/// <param name="Parcel">The parcel's number.</param>
/// <param name="Units">How many units are in it.</param>
public sealed record Shipment(string Parcel, int Units);

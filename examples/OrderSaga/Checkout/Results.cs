namespace Shop.Checkout;

/// <summary>The orders service's answer to a new order.</summary>
/// <param name="Id">The service's own id of it.</param>
public sealed record OrderRecord(long Id);

/// <summary>The payments service's answer to a charge.</summary>
/// <param name="ChargeId">The charge.</param>
/// <param name="Amount">How much was taken.</param>
public sealed record Receipt(long ChargeId, decimal Amount);

/// <summary>The stock service's answer to a reservation.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Units">How many units it holds.</param>
public sealed record Reservation(long Id, int Units);

/// <summary>The stock service's answer to a shipment: the saga's result.</summary>
/// <param name="Parcel">The parcel's number.</param>
/// <param name="Units">How many units are in it.</param>
public sealed record Shipment(string Parcel, int Units);

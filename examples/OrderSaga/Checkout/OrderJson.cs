using System.Text.Json.Serialization;

namespace Shop.Checkout;

/// <summary>How the saga's values are written to its journal: the input and every step's result, without reflection.</summary>
[JsonSerializable(typeof(PlacedOrder))]
[JsonSerializable(typeof(OrderRecord))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(Shipment))]
public sealed partial class OrderJson : JsonSerializerContext;

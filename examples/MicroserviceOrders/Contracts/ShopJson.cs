using System.Text.Json.Serialization;
using Shop.Checkout;
using Shop.Participants;

namespace Shop.Contracts;

/// <summary>How everything that is sent or kept is written: the saga's input, commands and replies, without reflection.</summary>
[JsonSerializable(typeof(PlacedOrder))]
[JsonSerializable(typeof(CreateOrder))]
[JsonSerializable(typeof(CloseOrder))]
[JsonSerializable(typeof(OrderRecord))]
[JsonSerializable(typeof(ChargeCard))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ReserveStock))]
[JsonSerializable(typeof(HandOverParcel))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(ShelfAnswer))]
[JsonSerializable(typeof(ShipParcel))]
[JsonSerializable(typeof(Shipment))]
public sealed partial class ShopJson : JsonSerializerContext;

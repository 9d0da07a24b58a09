using SagaDsl;
using Shop.Contracts;

namespace Shop.Participants;

/// <summary>The shipping service. Nothing of it is undone: it is asked only once there is no way back.</summary>
[Participant("shipping", Json = typeof(ShopJson))]
public sealed partial class Shipping(ServiceFile file) : IShipping
{
    /// <summary>The service's tables.</summary>
    public const string Tables =
        "CREATE TABLE IF NOT EXISTS parcels (id INTEGER PRIMARY KEY, order_number INTEGER NOT NULL, address TEXT NOT NULL, units INTEGER NOT NULL)";

    /// <summary>Books a carrier.</summary>
    [Handles]
    public Task<Shipment> Ship(ShipParcel command, StepContext step) => file.Calls.OnceAsync(step.IdempotencyKey, () =>
    {
        var parcel = file.Database.Insert("INSERT INTO parcels (order_number, address, units) VALUES ($1, $2, $3)", command.Order, command.Address,
            command.Units);
        return new Shipment($"P{parcel:00000}", command.Units);
    }, step.CancellationToken);
}

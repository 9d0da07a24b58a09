using System.Text.Json.Serialization;
using SagaDsl;
using Shop.Checkout;

namespace Shop.Contracts;

/// <summary>What the orders service can be asked for. A contract is all that the saga knows of a service.</summary>
[Participant("orders")]
public interface IOrders
{
    /// <summary>Puts an order on file. It can be undone.</summary>
    [Handles(Compensation = "Cancel")]
    Task<OrderRecord> Create(CreateOrder command);

    /// <summary>Notes that an order was shipped, and tells the customer.</summary>
    [Handles]
    Task Close(CloseOrder command);
}

/// <summary>Puts an order on file.</summary>
/// <param name="Order">The order's number.</param>
/// <param name="Customer">Who ordered.</param>
/// <param name="Total">What it costs, in whole cents.</param>
[method: JsonConstructor]
public sealed record CreateOrder(int Order, string Customer, decimal Total)
{
    /// <summary>The command for an order: a step's parameters are what a constructor of its command takes.</summary>
    public CreateOrder(PlacedOrder placed) : this(placed.Number, placed.CustomerId, placed.Total)
    {
    }
}

/// <summary>Notes that an order was shipped, and tells the customer.</summary>
/// <param name="Record">The order on file.</param>
/// <param name="Customer">Who is told.</param>
/// <param name="Parcel">The parcel it is in.</param>
[method: JsonConstructor]
public sealed record CloseOrder(long Record, string Customer, string Parcel)
{
    /// <summary>The command for an order that was put on file and shipped.</summary>
    public CloseOrder(PlacedOrder placed, OrderRecord order, Shipment shipment) : this(order.Id, placed.Customer, shipment.Parcel)
    {
    }
}

/// <summary>An order is on file.</summary>
/// <param name="Id">The service's own id of it.</param>
public sealed record OrderRecord(long Id);

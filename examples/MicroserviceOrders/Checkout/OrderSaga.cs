using SagaDsl;
using Shop.Contracts;

namespace Shop.Checkout;

/// <summary>
/// The whole business process. Each step is done by a service in a process of its own, and says so by that service's contract; its parameters
/// make the command. What undoes a step is the service's to know. A service that is down gets its commands when it is there again.
/// </summary>
[Saga("order", Json = typeof(ShopJson))]
public sealed partial class OrderSaga : ISaga<PlacedOrder, Shipment>
{
    /// <summary>Step 1: the order is on file.</summary>
    [Remote<IOrders>(nameof(IOrders.Create))]
    public partial Task<OrderRecord> CreateOrder(PlacedOrder placed);

    /// <summary>Step 2: the money is ours. A declined card ends the order, and step 1 is undone.</summary>
    [Remote<IPayments>(nameof(IPayments.Charge))]
    public partial Task<Receipt> Charge(PlacedOrder placed);

    /// <summary>
    /// Step 3: every line is reserved, or none. Customers wait for this one: without an answer the order is given up. What became of the
    /// command is then not known, so it is undone too, whether it was done, is under way, or never arrived.
    /// </summary>
    [Remote<IStock>(nameof(IStock.Reserve)), Timeout("5s")]
    public partial Task<Reservation> Reserve(PlacedOrder placed);

    /// <summary>Step 4, the pivot: once the parcel has left, there is no way back, only forward.</summary>
    [Remote<IShipping>(nameof(IShipping.Ship), Kind = StepKind.Pivot)]
    public partial Task<Shipment> Ship(PlacedOrder placed, Reservation reservation);

    /// <summary>Step 5: asked for until it is done.</summary>
    [Remote<IStock>(nameof(IStock.HandOver), Kind = StepKind.Retriable)]
    public partial Task HandOver(Reservation reservation, Shipment shipment);

    /// <summary>Step 6: the customer is told.</summary>
    [Remote<IOrders>(nameof(IOrders.Close), Kind = StepKind.Retriable)]
    public partial Task Close(PlacedOrder placed, OrderRecord order, Shipment shipment);
}

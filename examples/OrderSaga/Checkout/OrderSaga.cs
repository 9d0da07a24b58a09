using SagaDsl;
using Shop.Services;

namespace Shop.Checkout;

/// <summary>
/// The whole business process. Each step is a method, and its attribute names the method that undoes it. Every call
/// hands a key to the service: the same key however often the step is tried, so that the service acts once.
/// </summary>
[Saga("order", Json = typeof(OrderJson))]
public sealed partial class OrderSaga(IOrders orders, IPayments payments, IStock stock) : ISaga<PlacedOrder, Shipment>
{
    /// <summary>Step 1: the order is on file.</summary>
    [Step(Compensation = nameof(CancelOrder)), Timeout("500ms")]
    public Task<OrderRecord> CreateOrder(PlacedOrder placed, StepContext step) =>
        orders.CreateAsync(step.IdempotencyKey, placed.Number, placed.CustomerId, placed.Total, step.CancellationToken);

    /// <summary>Undoes step 1. It finds the order by the key it was created with, hence even when the reply was lost.</summary>
    [Timeout("500ms")]
    public Task CancelOrder(StepContext step) =>
        orders.CancelAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    /// <summary>Step 2: the money is ours. A declined card ends the order: nothing was taken, and step 1 is undone.</summary>
    [Step(Compensation = nameof(Refund)), Retry(MaxAttempts = 8), Timeout("500ms")]
    [RejectOn(typeof(CardDeclinedException), Definite = true)]
    public Task<Receipt> Charge(PlacedOrder placed, StepContext step) =>
        payments.ChargeAsync(step.IdempotencyKey, placed.Number, placed.Total, step.CancellationToken);

    /// <summary>Undoes step 2.</summary>
    [Timeout("500ms")]
    public Task Refund(StepContext step) =>
        payments.RefundAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    /// <summary>
    /// Step 3: every line is reserved, or none. Out of stock ends the order, and the money goes back. Definite: the
    /// service remembers its refusal under the key, so no earlier attempt can have reserved anything.
    /// </summary>
    [Step(Compensation = nameof(Release)), Timeout("500ms")]
    [RejectOn(typeof(OutOfStockException), Definite = true)]
    public Task<Reservation> Reserve(PlacedOrder placed, StepContext step) =>
        stock.ReserveAsync(step.IdempotencyKey, placed.Number, placed.Lines, step.CancellationToken);

    /// <summary>Undoes step 3.</summary>
    [Timeout("500ms")]
    public Task Release(StepContext step) =>
        stock.ReleaseAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    /// <summary>Step 4, the pivot: once the parcel has left, there is no way back, only forward.</summary>
    [Step(Kind = StepKind.Pivot), Timeout("500ms")]
    public Task<Shipment> Ship(PlacedOrder placed, Reservation reservation, StepContext step) =>
        stock.ShipAsync(step.IdempotencyKey, reservation.Id, placed.ShipTo, step.CancellationToken);

    /// <summary>Step 5: tried until it succeeds. Two effects in one step, hence a key of its own for the second.</summary>
    [Step("notify-customer", Kind = StepKind.Retriable), Timeout("500ms")]
    public async Task Notify(PlacedOrder placed, OrderRecord order, Shipment shipment, StepContext step)
    {
        await orders.CloseAsync(step.IdempotencyKey, order.Id, shipment.Parcel, step.CancellationToken);
        await orders.SendMailAsync(step.KeyFor("mail"), order.Id, $"{placed.Customer}: parcel {shipment.Parcel} is on its way.", step.CancellationToken);
    }
}

namespace SagaDsl.Benchmarks.Orders;

/// <summary>Three steps, each an ordinary asynchronous call; a rejection of the third undoes two.</summary>
[Saga("order", Json = typeof(OrderJson))]
public sealed partial class OrderSaga(Shop shop) : ISaga<Order, Shipment>
{
    [Step(Compensation = nameof(Release))]
    public Task<Reservation> Reserve(Order order, StepContext step) => Task.FromResult(shop.Reserve(step.IdempotencyKey, order));

    public Task Release()
    {
        shop.Release();
        return Task.CompletedTask;
    }

    [Step(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Order order, Reservation reservation, StepContext step) => Task.FromResult(shop.Charge(step.IdempotencyKey, order));

    public Task Refund()
    {
        shop.Refund();
        return Task.CompletedTask;
    }

    [Step(Kind = StepKind.Pivot)]
    public Task<Shipment> Ship(Order order, Reservation reservation, Receipt receipt, StepContext step) =>
        Task.FromResult(shop.Ship(step.IdempotencyKey, order));
}

namespace SagaDsl.Benchmarks.Orders;

/// <summary>The same three steps, done by a participant.</summary>
[Saga("remote-order", Json = typeof(OrderJson))]
public sealed partial class RemoteOrderSaga : ISaga<Order, Shipment>
{
    [Remote<RemoteShop>(nameof(RemoteShop.Reserve))]
    public partial Task<Reservation> Reserve(Order order);

    [Remote<RemoteShop>(nameof(RemoteShop.Charge))]
    public partial Task<Receipt> Charge(Order order);

    [Remote<RemoteShop>(nameof(RemoteShop.Ship), Kind = StepKind.Pivot)]
    public partial Task<Shipment> Ship(Order order);
}

/// <summary>The shop as a participant.</summary>
[Participant("shop", Json = typeof(OrderJson))]
public sealed partial class RemoteShop(Shop shop)
{
    [Handles(Compensation = nameof(Release))]
    public Task<Reservation> Reserve(Order order, StepContext step) => Task.FromResult(shop.Reserve(step.IdempotencyKey, order));

    public Task Release()
    {
        shop.Release();
        return Task.CompletedTask;
    }

    [Handles(Compensation = nameof(Refund))]
    public Task<Receipt> Charge(Order order, StepContext step) => Task.FromResult(shop.Charge(step.IdempotencyKey, order));

    public Task Refund()
    {
        shop.Refund();
        return Task.CompletedTask;
    }

    [Handles]
    public Task<Shipment> Ship(Order order, StepContext step) => Task.FromResult(shop.Ship(step.IdempotencyKey, order));
}

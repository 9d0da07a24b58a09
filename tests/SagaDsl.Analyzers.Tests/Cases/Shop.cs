#nullable enable

namespace Shop;

public sealed record Cart(string Id, decimal Total, IReadOnlyList<Line> Lines);

public sealed record Line(string ProductId, int Quantity);

public sealed record Order(string Id);

public sealed record Receipt(string Number);

public sealed record Reservation(string Id);

public sealed record Shipment(string Number);

public sealed class CardDeclinedException(string message) : Exception(message);

public interface IOrders
{
    Task<Order> CreateAsync(string idempotencyKey, Cart cart, CancellationToken cancellationToken = default);
    Task CancelByKeyAsync(string key, CancellationToken cancellationToken = default);
}

public interface IPayments
{
    Task<Receipt> ChargeAsync(string idempotencyKey, string order, decimal amount, CancellationToken cancellationToken = default);
    Task<Receipt?> FindByKeyAsync(string idempotencyKey, CancellationToken cancellationToken = default);
    Task RefundAsync(string idempotencyKey, string charge, CancellationToken cancellationToken = default);
}

public interface IStock
{
    Task<Reservation> ReserveAsync(string idempotencyKey, Line line, CancellationToken cancellationToken = default);
    Task ReleaseAsync(string idempotencyKey, string reservation, CancellationToken cancellationToken = default);
}

public interface IMail
{
    Task SendAsync(string text);
    Task SendAsync(string text, CancellationToken cancellationToken);
    Task<bool> TrySendAsync(string text, CancellationToken cancellationToken);
    void Post(string requestId, string text);
}

public sealed record ReserveStock(Order Order, Cart Cart);

public sealed record CountStock(Cart Cart);

public sealed record Level(int Count);

[Participant("warehouse")]
public interface IWarehouse
{
    [Handles(Compensation = "Release")]
    Task<Reservation> Reserve(ReserveStock command);

    [Handles, NoCompensation("reads only")]
    Task<Level> CountAsync(CountStock command);

    [Handles]
    Task Label(Shipment shipment);
}

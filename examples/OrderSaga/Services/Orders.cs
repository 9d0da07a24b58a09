using Shop.Checkout;

namespace Shop.Services;

/// <summary>The orders service, with a database of its own.</summary>
public sealed class Orders : IOrders, IDisposable
{
    private readonly Database _database;
    private readonly RememberedCalls _calls;

    /// <summary>Opens the service on its file.</summary>
    public Orders(string path)
    {
        _database = new(path);
        _calls = new(_database);
        _database.Execute("""
            CREATE TABLE IF NOT EXISTS orders (
                id INTEGER PRIMARY KEY, number INTEGER NOT NULL, customer TEXT NOT NULL, cents INTEGER NOT NULL, state TEXT NOT NULL, parcel TEXT);
            CREATE TABLE IF NOT EXISTS mails (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders, text TEXT NOT NULL);
            """);
    }

    /// <inheritdoc/>
    public Task<OrderRecord> CreateAsync(string key, int number, string customerId, decimal total, CancellationToken cancellationToken) =>
        _calls.OnceAsync(key, () => new OrderRecord(
            _database.Insert("INSERT INTO orders (number, customer, cents, state) VALUES ($1, $2, $3, 'open')", number, customerId, Money.ToCents(total))),
                cancellationToken);

    /// <inheritdoc/>
    public Task CancelAsync(string key, string createKey, CancellationToken cancellationToken) =>
        _calls.UndoOnceAsync<OrderRecord>(key, createKey, order => _database.Execute("UPDATE orders SET state = 'cancelled' WHERE id = $1", order.Id),
            cancellationToken);

    /// <inheritdoc/>
    public Task CloseAsync(string key, long order, string parcel, CancellationToken cancellationToken) =>
        _calls.OnceAsync(key, () => _database.Execute("UPDATE orders SET state = 'shipped', parcel = $2 WHERE id = $1", order, parcel), cancellationToken);

    /// <inheritdoc/>
    public Task SendMailAsync(string key, long order, string text, CancellationToken cancellationToken) =>
        _calls.OnceAsync(key, () => _database.Insert("INSERT INTO mails (order_id, text) VALUES ($1, $2)", order, text), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}

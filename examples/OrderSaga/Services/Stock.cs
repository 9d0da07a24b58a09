using Shop.Checkout;
using Shop.Data;

namespace Shop.Services;

/// <summary>The stock service, with a database of its own.</summary>
public sealed class Stock : IStock, IDisposable
{
    private readonly Database _database;
    private readonly RememberedCalls _calls;

    /// <summary>Opens the service on its file; a new one is filled with the products.</summary>
    public Stock(string path, IReadOnlyCollection<Product> products)
    {
        _database = new(path);
        _calls = new(_database);
        _database.Transaction(() => Fill(products));
    }

    /// <inheritdoc/>
    public Task<Reservation> ReserveAsync(string key, int orderNumber, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken) =>
        _calls.OnceAsync(key, () =>
        {
            // Every line is looked at before any is touched: a refusal has changed nothing.
            foreach (var line in lines)
            {
                var (name, left) =
                    _database.Query("SELECT name, units_left FROM products WHERE id = $1", row => (row.GetString(0), row.GetInt32(1)), line.ProductId)[0];
                if (left < line.Quantity)
                    throw new OutOfStockException($"{line.Quantity} × {name} ordered, {left} left");
            }

            var reservation = _database.Insert("INSERT INTO reservations (order_number, state) VALUES ($1, 'held')", orderNumber);
            foreach (var line in lines)
            {
                _database.Execute("INSERT INTO reserved (reservation_id, product_id, units) VALUES ($1, $2, $3)", reservation, line.ProductId, line.Quantity);
                _database.Execute("UPDATE products SET units_left = units_left - $2 WHERE id = $1", line.ProductId, line.Quantity);
            }

            return new Reservation(reservation, lines.Sum(line => line.Quantity));
        }, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(string key, string reserveKey, CancellationToken cancellationToken) =>
        _calls.UndoOnceAsync<Reservation>(key, reserveKey, reservation =>
        {
            _database.Execute("""
                UPDATE products SET units_left = units_left + (SELECT units FROM reserved WHERE reservation_id = $1 AND product_id = products.id)
                WHERE id IN (SELECT product_id FROM reserved WHERE reservation_id = $1)
                """, reservation.Id);
            _database.Execute("UPDATE reservations SET state = 'released' WHERE id = $1", reservation.Id);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<Shipment> ShipAsync(string key, long reservation, string address, CancellationToken cancellationToken) =>
        _calls.OnceAsync(key, () =>
        {
            var parcel = $"P{reservation:00000}";
            if (_database.Execute("UPDATE reservations SET state = 'shipped', parcel = $2, address = $3 WHERE id = $1 AND state = 'held'", reservation, parcel,
                address) == 0)
                throw new RefusedException($"Reservation {reservation} is not held any more.");
            var units = _database.Query("SELECT SUM(units) FROM reserved WHERE reservation_id = $1", row => row.GetInt32(0), reservation)[0];
            return new Shipment(parcel, units);
        }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private bool Fill(IReadOnlyCollection<Product> products)
    {
        if (_database.Query("SELECT 1 FROM sqlite_master WHERE name = 'products'", row => true).Count > 0)
            return false;
        _database.Execute("""
            CREATE TABLE products (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL, units_at_start INTEGER NOT NULL, units_left INTEGER NOT NULL CHECK (units_left >= 0));
            CREATE TABLE reservations (id INTEGER PRIMARY KEY, order_number INTEGER NOT NULL, state TEXT NOT NULL, parcel TEXT, address TEXT);
            CREATE TABLE reserved (
                reservation_id INTEGER NOT NULL REFERENCES reservations, product_id INTEGER NOT NULL REFERENCES products, units INTEGER NOT NULL,
                PRIMARY KEY (reservation_id, product_id));
            """);
        foreach (var product in products)
            _database.Execute("INSERT INTO products VALUES ($1, $2, $3, $3)", product.Id, product.Name, product.UnitsInStock);
        return true;
    }
}

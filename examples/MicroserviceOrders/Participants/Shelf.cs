using System.Data.Common;
using Shop.Contracts;
using Shop.Data;
using Shop.Services;

namespace Shop.Participants;

/// <summary>What the stock service writes to its database. All of it goes through the transaction that the barrier gives.</summary>
public static class Shelf
{
    /// <summary>Makes the tables and fills them with the products, where the file is new.</summary>
    public static void Fill(string path, IReadOnlyCollection<Product> products)
    {
        using var database = new Database(path);
        database.Transaction(() =>
        {
            if (database.Query("SELECT 1 FROM sqlite_master WHERE name = 'products'", _ => true).Count > 0)
                return false;
            database.Execute("""
                CREATE TABLE products (
                    id INTEGER PRIMARY KEY, name TEXT NOT NULL, units_at_start INTEGER NOT NULL, units_left INTEGER NOT NULL CHECK (units_left >= 0));
                CREATE TABLE reservations (id INTEGER PRIMARY KEY, order_number INTEGER NOT NULL, state TEXT NOT NULL, parcel TEXT);
                CREATE TABLE reserved (
                    reservation_id INTEGER NOT NULL REFERENCES reservations, product_id INTEGER NOT NULL REFERENCES products, units INTEGER NOT NULL,
                    PRIMARY KEY (reservation_id, product_id));
                """);
            foreach (var product in products)
                database.Execute("INSERT INTO products VALUES ($1, $2, $3, $3)", product.Id, product.Name, product.UnitsInStock);
            return true;
        });
    }

    /// <summary>Takes every line of an order from the shelf, or says which there is too little of.</summary>
    public static async Task<ShelfAnswer> TakeAsync(DbTransaction transaction, ReserveStock command)
    {
        // Every line is looked at before any is touched.
        foreach (var line in command.Lines)
        {
            var (name, left) = (await transaction.QueryAsync("SELECT name, units_left FROM products WHERE id = $1",
                row => (row.GetString(0), row.GetInt32(1)), line.ProductId))[0];
            if (left < line.Quantity)
                return new(null, $"{line.Quantity} × {name} ordered, {left} left");
        }

        var reservation = (await transaction.QueryAsync("INSERT INTO reservations (order_number, state) VALUES ($1, 'held') RETURNING id",
            row => row.GetInt64(0), command.Order))[0];
        foreach (var line in command.Lines)
        {
            await transaction.ExecuteAsync("INSERT INTO reserved VALUES ($1, $2, $3)", reservation, line.ProductId, line.Quantity);
            await transaction.ExecuteAsync("UPDATE products SET units_left = units_left - $2 WHERE id = $1", line.ProductId, line.Quantity);
        }

        return new(new(reservation, command.Lines.Sum(line => line.Quantity)), null);
    }

    /// <summary>Puts what an order holds back on the shelf.</summary>
    public static async Task PutBackAsync(DbTransaction transaction, int order)
    {
        await transaction.ExecuteAsync("""
            UPDATE products SET units_left = units_left + units
            FROM (SELECT product_id, units FROM reserved JOIN reservations ON id = reservation_id WHERE order_number = $1 AND state = 'held')
            WHERE id = product_id
            """, order);
        await transaction.ExecuteAsync("UPDATE reservations SET state = 'released' WHERE order_number = $1 AND state = 'held'", order);
    }

    /// <summary>Hands what a reservation holds over to the carrier.</summary>
    public static Task HandOverAsync(DbTransaction transaction, HandOverParcel command) =>
        transaction.ExecuteAsync("UPDATE reservations SET state = 'shipped', parcel = $2 WHERE id = $1", command.Reservation, command.Parcel);

    private static async Task ExecuteAsync(this DbTransaction transaction, string sql, params object[] arguments)
    {
        await using var command = Command(transaction, sql, arguments);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<T>> QueryAsync<T>(this DbTransaction transaction, string sql, Func<DbDataReader, T> row, params object[] arguments)
    {
        await using var command = Command(transaction, sql, arguments);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(row(reader));
        return rows;
    }

    private static DbCommand Command(DbTransaction transaction, string sql, object[] arguments)
    {
        var command = transaction.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"${i + 1}", arguments[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>What the shelf says to an order: a reservation, or why there is none.</summary>
/// <param name="Reservation">The reservation; null: refused.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record ShelfAnswer(Reservation? Reservation, string? Refusal);

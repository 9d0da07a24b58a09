using SagaDsl;
using Shop.Checkout;
using Shop.Data;
using Shop.Services;

namespace Shop.Report;

/// <summary>Looks into the services' databases, past the services and the sagas, and checks that stock and money balance.</summary>
public sealed class Balance
{
    private readonly Dictionary<int, List<Charge>> _charges;
    private readonly Dictionary<int, List<string>> _reservations;
    private readonly Dictionary<int, List<Filed>> _filed;

    /// <summary>Reads the three databases.</summary>
    public Balance(ShopFolder folder)
    {
        using var payments = new Database(folder.PaymentsFile);
        using var stock = new Database(folder.StockFile);
        using var orders = new Database(folder.OrdersFile);
        _charges = ByOrder(payments.Query("""
            SELECT order_number, cents,
                (SELECT COUNT(*) FROM refunds WHERE charge_id = charges.id),
                (SELECT COALESCE(SUM(cents), 0) FROM refunds WHERE charge_id = charges.id)
            FROM charges
            """, row => (row.GetInt32(0), new Charge(Money.FromCents(row.GetInt64(1)), row.GetInt32(2), Money.FromCents(row.GetInt64(3))))));
        _reservations = ByOrder(stock.Query("SELECT order_number, state FROM reservations", row => (row.GetInt32(0), row.GetString(1))));
        _filed = ByOrder(orders.Query("SELECT number, state, (SELECT COUNT(*) FROM mails WHERE order_id = orders.id) FROM orders",
            row => (row.GetInt32(0), new Filed(row.GetString(1), row.GetInt32(2)))));
        Products = stock.Query("""
            SELECT id, name, units_at_start, units_left,
                (SELECT COALESCE(SUM(units), 0) FROM reserved JOIN reservations r ON r.id = reservation_id
                    WHERE product_id = products.id AND r.state = 'shipped')
            FROM products ORDER BY id
            """, row => new ProductBalance(row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)));
    }

    /// <summary>The products.</summary>
    public IReadOnlyList<ProductBalance> Products { get; }

    /// <summary>All that was ever taken from cards.</summary>
    public decimal Charged => _charges.Values.Sum(charges => charges.Sum(charge => charge.Amount));

    /// <summary>All that was ever given back.</summary>
    public decimal Refunded => _charges.Values.Sum(charges => charges.Sum(charge => charge.Refunded));

    /// <summary>The proof, line by line.</summary>
    public IReadOnlyList<Check> Prove(OrderFiles files, IReadOnlyDictionary<int, OrderEnd> ends)
    {
        var completed = files.Orders.Where(order => Status(ends, order) == SagaStatus.Completed).ToList();
        var compensated = files.Orders.Where(order => Status(ends, order) == SagaStatus.Compensated).ToList();
        var others = files.Orders.Count - completed.Count - compensated.Count;
        var earned = completed.Sum(order => order.Total);
        return
        [
            new($"{completed.Count} completed + {compensated.Count} compensated = {files.Orders.Count} orders", others == 0 ? [] : [$"{others} did not end"]),
            new($"{Products.Sum(p => p.Shipped)} units shipped + {Products.Sum(p => p.Left)} left = {Products.Sum(p => p.AtStart)}, " +
                $"and so for each of {Products.Count} products",
                [.. Products.Where(p => p.Shipped + p.Left != p.AtStart)
                    .Select(p => $"{p.Name}: {p.Shipped} shipped + {p.Left} left, but {p.AtStart} at the start")]),
            new($"{Charged:N2} charged - {Refunded:N2} refunded = {earned:N2} of completed orders",
                Charged - Refunded == earned ? [] : [$"it is {Charged - Refunded:N2}"]),
            new("nothing was charged, refunded, reserved or filed twice", [.. files.Orders.SelectMany(Doubles)]),
            new("each completed order is paid, shipped and told to the customer",
                [.. completed.Where(order => !IsDone(order)).Select(order => $"order {order.Number} is not")]),
            new("each compensated order has left nothing behind",
                [.. compensated.Where(order => !IsUndone(order)).Select(order => $"order {order.Number} has")]),
        ];
    }

    private IEnumerable<string> Doubles(PlacedOrder order)
    {
        if (Of(_charges, order).Count > 1)
            yield return $"order {order.Number} was charged {Of(_charges, order).Count} times";
        if (Of(_charges, order).Exists(charge => charge.Refunds > 1))
            yield return $"order {order.Number} was refunded more than once";
        if (Of(_reservations, order).Count > 1)
            yield return $"order {order.Number} was reserved {Of(_reservations, order).Count} times";
        if (Of(_filed, order).Count > 1)
            yield return $"order {order.Number} was filed {Of(_filed, order).Count} times";
    }

    private bool IsDone(PlacedOrder order) =>
        Of(_charges, order) is [{ Refunds: 0 } charge] && charge.Amount == order.Total
        && Of(_reservations, order) is ["shipped"]
        && Of(_filed, order) is [{ State: "shipped", Mails: 1 }];

    private bool IsUndone(PlacedOrder order) =>
        Of(_charges, order).TrueForAll(charge => charge.Amount == charge.Refunded)
        && Of(_reservations, order).TrueForAll(state => state == "released")
        && Of(_filed, order).TrueForAll(filed => filed is { State: "cancelled", Mails: 0 });

    private static SagaStatus? Status(IReadOnlyDictionary<int, OrderEnd> ends, PlacedOrder order) => ends.GetValueOrDefault(order.Number)?.Status;

    private static Dictionary<int, List<T>> ByOrder<T>(IEnumerable<(int Order, T Value)> rows) =>
        rows.GroupBy(row => row.Order, row => row.Value).ToDictionary(group => group.Key, group => group.ToList());

    private static List<T> Of<T>(Dictionary<int, List<T>> rows, PlacedOrder order) => rows.GetValueOrDefault(order.Number, []);

    private sealed record Charge(decimal Amount, int Refunds, decimal Refunded);

    private sealed record Filed(string State, int Mails);
}

/// <summary>Where a product's units are.</summary>
/// <param name="Id">The product.</param>
/// <param name="Name">Its name.</param>
/// <param name="AtStart">How many there were.</param>
/// <param name="Left">How many are left.</param>
/// <param name="Shipped">How many were shipped.</param>
public sealed record ProductBalance(int Id, string Name, int AtStart, int Left, int Shipped);

/// <summary>One line of the proof.</summary>
/// <param name="Statement">What must be so.</param>
/// <param name="Violations">Where it is not so.</param>
public sealed record Check(string Statement, IReadOnlyList<string> Violations)
{
    /// <summary>Whether it is so.</summary>
    public bool Holds => Violations.Count == 0;
}

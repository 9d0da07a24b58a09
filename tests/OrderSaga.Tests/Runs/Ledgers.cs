using Microsoft.Data.Sqlite;

namespace Shop.Tests.Runs;

/// <summary>Looks into the services' databases with SQL of its own.</summary>
internal sealed class Ledgers(string folder)
{
    /// <summary>What must hold in the databases for a report to be true.</summary>
    public void MustAgree(RunReport report, PlainLoop data)
    {
        Assert.Empty(Ask("payments.db", "SELECT order_number FROM charges GROUP BY order_number HAVING COUNT(*) > 1"));
        Assert.Empty(Ask("payments.db", "SELECT charge_id FROM refunds GROUP BY charge_id HAVING COUNT(*) > 1"));
        Assert.Empty(Ask("payments.db", "SELECT r.id FROM refunds r LEFT JOIN charges c ON c.id = r.charge_id WHERE c.cents IS NOT r.cents"));
        Assert.Empty(Ask("stock.db", "SELECT order_number FROM reservations GROUP BY order_number HAVING COUNT(*) > 1"));
        Assert.Empty(Ask("stock.db", "SELECT id FROM reservations WHERE state NOT IN ('shipped', 'released')"));
        Assert.Empty(Ask("orders.db", "SELECT number FROM orders GROUP BY number HAVING COUNT(*) > 1"));
        Assert.Empty(Ask("orders.db", "SELECT order_id FROM mails GROUP BY order_id HAVING COUNT(*) > 1"));

        Assert.Equal(report.Completed.Order(), Orders("payments.db", "SELECT order_number FROM charges WHERE id NOT IN (SELECT charge_id FROM refunds)"));
        Assert.Equal(report.Completed.Order(), Orders("stock.db", "SELECT order_number FROM reservations WHERE state = 'shipped'"));
        Assert.Equal(report.Completed.Order(), Orders("orders.db", "SELECT number FROM orders WHERE state = 'shipped'"));
        Assert.Equal(report.Completed.Order(), Orders("orders.db", "SELECT number FROM orders JOIN mails ON order_id = orders.id"));
        Assert.Equal(report.Completed.Sum(order => data.Totals[order]) * 100,
            Ask("payments.db", "SELECT (SELECT COALESCE(SUM(cents), 0) FROM charges) - (SELECT COALESCE(SUM(cents), 0) FROM refunds)")[0]);
    }

    private IEnumerable<int> Orders(string file, string sql) => Ask(file, sql).Select(number => (int)number).Order();

    private List<long> Ask(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<long>();
        while (reader.Read())
            rows.Add(reader.GetInt64(0));
        return rows;
    }
}

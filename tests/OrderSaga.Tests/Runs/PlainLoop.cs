using System.Globalization;

namespace Shop.Tests.Runs;

/// <summary>
/// What must come out, computed without anything of the example: a loop over the files, all or nothing for each order.
/// It splits lines at commas, which is enough for the columns it needs in these data sets.
/// </summary>
internal sealed class PlainLoop
{
    public PlainLoop(string data, decimal? cardLimit = null)
    {
        Stock = Rows(data, "products.csv")
            .ToDictionary(row => int.Parse(row[0], CultureInfo.InvariantCulture), row => int.Parse(row[^4], CultureInfo.InvariantCulture));
        Start = new(Stock);
        var lines = Rows(data, "order-details.csv").ToLookup(row => int.Parse(row[0], CultureInfo.InvariantCulture));
        foreach (var row in Rows(data, "orders.csv"))
        {
            var order = int.Parse(row[0], CultureInfo.InvariantCulture);
            var amount = lines[order].Sum(line => Number(line[2]) * Number(line[3]) * (1 - Number(line[4])));
            Totals[order] = decimal.Floor(amount * 100 + 0.5m) / 100 + Number(row[7]);
            var wanted = lines[order]
                .Select(line => (Product: int.Parse(line[1], CultureInfo.InvariantCulture), Units: int.Parse(line[3], CultureInfo.InvariantCulture))).ToList();
            Wanted[order] = wanted;
            if (Totals[order] > cardLimit || wanted.Exists(line => Stock[line.Product] < line.Units))
            {
                Compensated.Add(order);
                continue;
            }

            wanted.ForEach(line => Stock[line.Product] -= line.Units);
            Completed.Add(order);
        }
    }

    /// <summary>The units at the start.</summary>
    public Dictionary<int, int> Start { get; }

    /// <summary>The units that are left.</summary>
    public Dictionary<int, int> Stock { get; }

    /// <summary>What each order costs.</summary>
    public Dictionary<int, decimal> Totals { get; } = [];

    /// <summary>What each order takes from the stock.</summary>
    public Dictionary<int, List<(int Product, int Units)>> Wanted { get; } = [];

    public List<int> Completed { get; } = [];

    public List<int> Compensated { get; } = [];

    private static IEnumerable<string[]> Rows(string data, string file) => File.ReadLines(Path.Combine(data, file)).Skip(1).Select(line => line.Split(','));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

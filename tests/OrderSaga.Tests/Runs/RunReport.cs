using System.Text.Json;

namespace Shop.Tests.Runs;

/// <summary>The report that --json writes, as another program reads it.</summary>
internal sealed record RunReport(int Orders, int[] Completed, int[] Compensated, int[] Other, Dictionary<int, int> Stock, decimal Charged, decimal Refunded,
    double ElapsedSeconds)
{
    public static RunReport Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        Assert.Equal(
            ["orders", "completed", "compensated", "other", "stock", "charged", "refunded", "elapsedSeconds"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        return json.Deserialize<RunReport>(JsonSerializerOptions.Web)!;
    }

    /// <summary>What must hold whatever happened on the way.</summary>
    public void MustBalance(PlainLoop data)
    {
        Assert.Empty(Other);
        Assert.Equal(data.Totals.Count, Orders);
        Assert.Equal(data.Totals.Keys.Order(), Completed.Concat(Compensated).Order());
        Assert.Equal(Completed.Sum(order => data.Totals[order]), Charged - Refunded);
        var shipped = Completed.SelectMany(order => data.Wanted[order]).ToLookup(line => line.Product, line => line.Units);
        Assert.All(data.Start, product => Assert.Equal(product.Value, Stock[product.Key] + shipped[product.Key].Sum()));
    }
}

using System.Text.Json;
using SagaDsl;
using Shop.Checkout;
using Shop.Data;

namespace Shop.Report;

/// <summary>The outcome of a run, for a program to read.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Writes the report: the whole of it, or nothing.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, OrderFiles files, IReadOnlyDictionary<int, OrderEnd> ends, Balance balance, TimeSpan elapsed)
    {
        var byStatus = files.Orders.ToLookup(order => ends.GetValueOrDefault(order.Number)?.Status, order => order.Number);
        var report = new
        {
            Orders = files.Orders.Count,
            Completed = byStatus[SagaStatus.Completed],
            Compensated = byStatus[SagaStatus.Compensated],
            Other = byStatus.Where(group => group.Key is not (SagaStatus.Completed or SagaStatus.Compensated)).SelectMany(group => group),
            Stock = balance.Products.ToDictionary(product => $"{product.Id}", product => product.Left),
            balance.Charged,
            balance.Refunded,
            ElapsedSeconds = Math.Round(elapsed.TotalSeconds, 3),
        };
        try
        {
            File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(report, Format));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--json {path}: cannot be written: {e.Message}");
        }
    }
}

using System.Text.Json.Serialization;

namespace SagaDsl.Benchmarks.Orders;

public sealed record Order(string Customer, int Product, int Quantity, decimal Total, bool Fails);

public sealed record Reservation(string Key, int Product, int Quantity);

public sealed record Receipt(string Key, decimal Amount);

public sealed record Shipment(string Number);

[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Shipment))]
public sealed partial class OrderJson : JsonSerializerContext;

/// <summary>Orders of which every tenth cannot be shipped, under ids made beforehand so that no row pays for making them.</summary>
public static class OrderData
{
    private static string[] _ids = [];

    private static readonly Order[] Orders =
        [.. Enumerable.Range(0, 10).Select(i => new Order($"customer-{i}", 1000 + i, i + 1, 19.90m * (i + 1), Fails: i == 9))];

    public static Order Order(int i) => Orders[i % 10];

    public static string Id(int i) => _ids[i];

    public static void Prepare(int count) => _ids = [.. Enumerable.Range(0, count).Select(i => $"order-{i}")];
}

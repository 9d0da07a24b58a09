using System.Globalization;

namespace SagaDsl.Benchmarks.Harness;

/// <summary>The one table: throughput rows, ratios first, then what the compiler is made to do.</summary>
public sealed class Table(TextWriter output)
{
    public void Write(IReadOnlyList<Row> rows, IReadOnlyList<Fact> facts)
    {
        if (rows.Count > 0)
            Throughput(rows);
        if (rows.Count > 0 && facts.Count > 0)
            output.WriteLine();
        if (facts.Count > 0)
            Facts(facts);
    }

    private void Throughput(IReadOnlyList<Row> rows)
    {
        Line("in flight", "what", "× Courier", "of its raw limit", "sagas/s", "p50", "p99", "B/saga");
        Line("---:", "---", "---:", "---:", "---:", "---:", "---:", "---:");
        foreach (var row in rows)
        {
            var courier = rows.FirstOrDefault(r => r.Kind == RowKind.Courier && r.InFlight == row.InFlight);
            var limit = row.LimitedBy is { } kind ? rows.FirstOrDefault(r => r.Kind == kind && r.InFlight == row.InFlight) : null;
            Line(
                Number(row.InFlight), row.What,
                courier is null || row.Kind is not (RowKind.Memory or RowKind.Sqlite) ? "" : Ratio(row.Measured.PerSecond / courier.Measured.PerSecond) + " ×",
                limit is null ? "" : Percent(row.Measured.PerSecond / limit.Measured.PerSecond),
                Number(row.Measured.PerSecond), Time(row.Measured.P50), Time(row.Measured.P99), Number(row.Measured.Bytes));
        }
    }

    private void Facts(IEnumerable<Fact> facts)
    {
        Line("compile time", "measured", "aim");
        Line("---", "---:", "---:");
        foreach (var fact in facts)
            Line(fact.What, fact.Measured, fact.Aim);
    }

    private void Line(params ReadOnlySpan<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Percent(double value) => value.ToString(value < 0.1 ? "0.0 %" : "0 %", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 0.001 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalNanoseconds:0} ns"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.#} µs"),
        var ms => string.Create(CultureInfo.InvariantCulture, $"{ms:0.0} ms"),
    };
}

/// <summary>What a throughput row is.</summary>
public enum RowKind
{
    Memory,
    Sqlite,
    LiteDb,
    Courier,
    BareCalls,
    GroupCommit,
    Fsync,
    Nats,
    NatsRaw,
    NatsRawOfThree,
    Remote,
    CourierOverRabbit,
    CoreRequest,
}

/// <summary>A throughput row.</summary>
public sealed record Row(RowKind Kind, string What, int InFlight, Measurement Measured, RowKind? LimitedBy = null);

/// <summary>A row about compile time.</summary>
public sealed record Fact(string What, string Measured, string Aim);

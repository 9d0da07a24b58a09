using System.Globalization;
using SagaDsl.Benchmarks.Compiler;
using SagaDsl.Benchmarks.Harness;
using SagaDsl.Benchmarks.Orders;
using SagaDsl.Benchmarks.Rows;
using SagaDsl.TestKit.Servers;

if (args.Contains("--help"))
{
    Console.WriteLine("""
        Measures SagaDsl beside MassTransit Courier and beside raw limits, in one run, and prints one table.

          --quick         fewer and shorter runs, and only 1 and 256 in flight
          --in-flight A,B the numbers of sagas in flight
          --only A,B      only some rows: memory, sqlite, litedb, courier, raw, nats, remote, generator, analyzers
          --dir DIR       where the files of the durable rows go (default: the system's temp folder)
        """);
    return 0;
}

var plan = args.Contains("--quick") ? Plan.Quick : Plan.Full;
if (Option("--in-flight") is { } inFlights)
    plan = plan with { InFlight = [.. inFlights.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))] };
var only = Option("--only")?.Split(',');
var folder = Directory.CreateDirectory(Path.Combine(Option("--dir") ?? Path.GetTempPath(), $"sagadsl-bench-{Environment.ProcessId}")).FullName;
OrderData.Prepare(plan.Count);
var rows = new List<Row>();
var asksNats = Wanted("nats") || Wanted("remote");
await using var nats = asksNats && NatsServer.Missing is null ? await NatsServer.StartAsync() : null;
if (asksNats && nats is null)
    Console.Error.WriteLine($"No rows for NATS: {NatsServer.Missing}");
await using var rabbit = Wanted("remote") && RabbitServer.Missing is null ? await RabbitServer.StartAsync(folder) : null;
if (Wanted("remote") && rabbit is null)
    Console.Error.WriteLine($"No row for RabbitMQ: {RabbitServer.Missing}");
try
{
    if (Wanted("raw"))
        rows.Add(await Report(RawRows.FsyncAsync(plan, folder)));
    foreach (var inFlight in plan.InFlight)
    {
        if (Wanted("memory"))
            rows.Add(await Report(SagaRows.MemoryAsync(plan, inFlight)));
        if (Wanted("sqlite"))
            rows.Add(await Report(SagaRows.SqliteAsync(plan, inFlight, folder)));
        if (Wanted("litedb"))
            rows.Add(await Report(SagaRows.LiteDbAsync(plan, inFlight, folder)));
        if (Wanted("courier"))
            rows.Add(await Report(CourierRows.RunAsync(plan, inFlight)));
        if (Wanted("raw"))
        {
            rows.Add(await Report(RawRows.BareCallsAsync(plan, inFlight)));
            rows.Add(await Report(RawRows.GroupCommitAsync(plan, inFlight, folder)));
        }

        if (Wanted("nats") && nats is not null)
        {
            rows.Add(await Report(NatsRows.TransportAsync(plan, inFlight, nats)));
            rows.Add(await Report(NatsRows.RawAsync(plan, inFlight, nats)));
            rows.Add(await Report(NatsRows.CoreRequestAsync(plan, inFlight, nats)));
        }

        for (var store = 0; Wanted("remote") && store < RemoteRows.Stores.Count; store++)
        {
            rows.Add(await Report(RemoteRows.InProcessAsync(plan, inFlight, folder, store)));
            if (nats is not null)
                rows.Add(await Report(RemoteRows.OverNatsAsync(plan, inFlight, folder, store, nats)));
        }

        if (Wanted("remote") && nats is not null)
            rows.Add(await Report(NatsRows.RawOfThreeAsync(plan, inFlight, nats)));
        if (rabbit is not null)
            rows.Add(await Report(CourierRows.OverRabbitAsync(plan, inFlight, rabbit)));
    }

    var facts = new List<Fact>();
    if (Wanted("generator"))
        facts.AddRange(GeneratorFacts.Measure(plan.Runs));
    if (Wanted("analyzers"))
        facts.AddRange(await AnalyzerFacts.MeasureAsync(plan.Runs));
    new Table(Console.Out).Write(rows, facts);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return 0;

bool Wanted(string group) => only is null || only.Contains(group);

string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;

async Task<Row> Report(Task<Row> measuring)
{
    var row = await measuring;
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.InFlight,5} in flight  {row.Measured.PerSecond,12:N0}/s  {row.What}"));
    return row;
}

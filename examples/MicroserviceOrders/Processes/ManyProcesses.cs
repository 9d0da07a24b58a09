using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Shop.Checkout;
using Shop.Cli;
using Shop.Data;
using Shop.Report;
using Shop.Services;

namespace Shop.Processes;

/// <summary>The shop as it would run: a process for each service, and a nats-server between them. All of them are children of this one.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="folder">Where journals and databases are.</param>
internal sealed class ManyProcesses(Options options, ShopFolder folder)
{
    /// <summary>The children: how often each was killed and paused.</summary>
    public IReadOnlyList<Child> Children { get; private set; } = [];

    /// <summary>Runs all orders. Whatever happens, no child is left.</summary>
    public async Task RunAsync(RunProgress progress, CancellationToken stop)
    {
        var program = NatsServer.Find() ?? throw new InputException(NatsServer.HowToGet);
        var (port, kept) = (NatsServer.FreePort(), Directory.CreateTempSubdirectory("microservice-orders-nats-").FullName);
        var url = $"nats://127.0.0.1:{port}";
        var nats = new Child("nats-server", () => NatsServer.Start(program, port, kept));
        var services = Roles.All.Select(role => new Child(role.Name(), () => Start(role, url), line => Heard(role, line, progress))).ToList();
        Children = [.. services, nats];
        try
        {
            var serving = new List<Task> { nats.Start() };
            await await Task.WhenAny(NatsServer.GreetsAsync(port, stop), serving[0]);
            serving.AddRange(services.SkipLast(1).Select(child => child.Start()));
            var orders = services[^1].Start();
            using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var chaos = options.Chaos ? new Chaos(Children, options.Seed).RunAsync(done.Token) : Task.CompletedTask;
            // The orders, or the first service that cannot run at all.
            await await Task.WhenAny([orders, .. serving]).WaitAsync(stop);
            await done.CancelAsync();
            await chaos;
        }
        finally
        {
            // The orchestrator first, then those it asks, then what is between them.
            await services[^1].EndAsync();
            await Task.WhenAll(services.SkipLast(1).Select(child => child.EndAsync()));
            await nats.EndAsync();
            Directory.Delete(kept, recursive: true);
        }
    }

    // This program again, with a role.
    private ProcessStartInfo Start(Role role, string url)
    {
        var self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            Add("exec", typeof(ManyProcesses).Assembly.Location);
        Add(role.Name(), "--attached", "--nats", url, "--db", folder.Path, "--data", options.Data, "--in-flight", $"{options.InFlight}");
        if (options.Orders is { } orders)
            Add("--orders", $"{orders}");
        if (options.CardLimit is { } limit)
            Add("--card-limit", limit.ToString(CultureInfo.InvariantCulture));
        return start;

        void Add(params IEnumerable<string> arguments)
        {
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
        }
    }

    private static void Heard(Role role, string line, RunProgress progress)
    {
        // A process that is killed may leave half a line.
        if (role == Role.Orchestrator && line.EndsWith('}'))
            progress.Set(JsonSerializer.Deserialize<OrderCounts>(line));
    }
}

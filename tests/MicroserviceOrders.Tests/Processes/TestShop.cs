using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Shop.Data;
using Shop.Report;
using Shop.Services;
using Shop.Tests.Runs;
using NatsServer = SagaDsl.TestKit.Servers.NatsServer;

namespace Shop.Tests.Processes;

/// <summary>A shop whose processes a test starts, kills and pauses itself, over a nats-server of its own.</summary>
internal sealed class TestShop : IAsyncDisposable
{
    private const string StockSubject = "sagadsl.cmd.stock";

    private readonly TempFolder _folder = new();
    private readonly List<TestService> _services = [];
    private readonly OrderFiles _files;
    private readonly string[] _options;
    private readonly NatsConnection _connection;

    private TestShop(NatsServer server, int orders, int inFlight)
    {
        Server = server;
        var files = OrderFiles.Read(DataSets.Sample);
        _files = files with { Orders = [.. files.Orders.Take(orders)] };
        _options = ["--attached", "--nats", server.Url, "--db", _folder["db"], "--orders", $"{orders}", "--in-flight", $"{inFlight}"];
        _connection = new(new NatsOpts { Url = server.Url });
    }

    public NatsServer Server { get; }

    /// <summary>The numbers of the orders.</summary>
    public IReadOnlyList<int> Orders => [.. _files.Orders.Select(order => order.Number)];

    /// <summary>Where journals and databases are.</summary>
    public ShopFolder Folder => new(_folder["db"]);

    public static async Task<TestShop> OpenAsync(int orders = 180, int inFlight = 16) => new(await NatsServer.StartAsync(), orders, inFlight);

    /// <summary>Starts a service.</summary>
    public TestService Start(string role, params string[] more)
    {
        var service = new TestService([role, .. _options, .. more]);
        _services.Add(service);
        return service;
    }

    /// <summary>What a process says that cannot run beside the others.</summary>
    public Task<(int Exit, string Output, string Error)> RunAsync(string role) => Program.RunAsync([role, .. _options]);

    /// <summary>The bodies of the messages that wait for the stock service, oldest first.</summary>
    public async Task<IReadOnlyList<byte[]>> WaitingForStockAsync()
    {
        var bodies = new List<byte[]>();
        try
        {
            var stream = await new NatsJSContext(_connection).GetStreamAsync("SAGADSL");
            for (var (seq, last) = (Math.Max(1, stream.Info.State.FirstSeq), stream.Info.State.LastSeq); seq <= last; seq++)
            {
                try
                {
                    var message = (await stream.GetAsync(new StreamMsgGetRequest { Seq = seq })).Message;
                    if (message.Subject == StockSubject)
                        bodies.Add(message.Data.ToArray());
                }
                catch (NatsJSApiException e) when (e.Error.Code == 404)
                {
                    // It was taken meanwhile.
                }
            }
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            // Nobody has made the stream yet.
        }

        return bodies;
    }

    /// <summary>Takes away what waits for the stock service.</summary>
    public async Task PurgeStockAsync() =>
        await (await new NatsJSContext(_connection).GetStreamAsync("SAGADSL")).PurgeAsync(new StreamPurgeRequest { Filter = StockSubject });

    /// <summary>Sends the stock service messages once more, all at once.</summary>
    public Task SendToStockAsync(params IEnumerable<byte[]> bodies) => Task.WhenAll(bodies.Select(async body =>
    {
        var headers = new NatsHeaders { ["Sagadsl-Id"] = $"again-{Guid.NewGuid()}" };
        (await new NatsJSContext(_connection).PublishAsync(StockSubject, body, headers: headers)).EnsureSuccess();
    }));

    /// <summary>Ends all processes in good order.</summary>
    public async Task CloseAsync()
    {
        await Task.WhenAll(_services.Select(service => service.DisposeAsync().AsTask()));
        _services.Clear();
    }

    /// <summary>Ends all processes, and asserts that what they left balances, and agrees with the report.</summary>
    public async Task<RunReport> MustBalanceAsync()
    {
        await CloseAsync();
        await using var journals = await Journals.OpenAsync(Folder);
        var output = new StringWriter();
        var holds = new ShopReport(new Screen(output, plain: true), _files, Folder)
            .Prove(await journals.EndsAsync(), TimeSpan.Zero, _folder["report.json"]);
        Assert.True(holds, output.ToString());
        var report = RunReport.Read(_folder["report.json"]);
        Assert.Equal(Orders.Order(), report.Completed.Concat(report.Compensated).Order());
        new Ledgers(Folder.Path).MustAgree(report, new PlainLoop(DataSets.Sample));
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _connection.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}

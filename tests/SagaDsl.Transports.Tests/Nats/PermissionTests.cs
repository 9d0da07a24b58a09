using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using SagaDsl.TestKit;
using SagaDsl.TestKit.Servers;
using SagaDsl.Testing.Transports;
using SagaDsl.Transport;

namespace SagaDsl.Transports.Tests.Nats;

/// <summary>The permissions that docs/nats.md names are enough, and are no more than that.</summary>
[NeedsNats]
public sealed class PermissionTests : IAsyncLifetime
{
    private static readonly TransportMessage Command = new("1", TransportAddress.Participant("stock"), "a command"u8.ToArray());
    private static readonly TransportMessage Reply = new("1", TransportAddress.Inbox("shop"), "a reply"u8.ToArray());

    private NatsServer? _server;

    public async Task InitializeAsync()
    {
        if (NatsServer.Missing is not null)
            return;
        _server = await NatsServer.StartAsync(Documented());
        // The stream is made by who may.
        await using var deploy = new As(_server, "deploy");
        await deploy.OpenAsync("deploy");
    }

    public async Task DisposeAsync()
    {
        if (_server is { } server)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task They_suffice()
    {
        await using var shop = new As(_server!, "shop");
        await using var warehouse = new As(_server!, "warehouse");
        var stock = await warehouse.OpenAsync("warehouse", "stock");
        var orders = await shop.OpenAsync("shop");
        await orders.SendAsync(Command);
        await stock.KeptAsync(1);
        await stock.SendAsync(Reply);
        await orders.KeptAsync(1);
    }

    [Fact]
    public async Task The_shop_may_not_send_to_others_nor_reply()
    {
        await using var shop = new As(_server!, "shop");
        var orders = await shop.OpenAsync("shop");
        foreach (var message in new[] { Command with { To = TransportAddress.Participant("payments") }, Reply })
        {
            var e = await Assert.ThrowsAsync<TransportRefusedException>(() => orders.SendAsync(message));
            Assert.Contains("does not permit it: Permissions Violation for Publish", e.Message);
            Assert.Contains("docs/nats.md", e.Message);
        }

        // What is permitted goes on as before.
        await orders.SendAsync(Command);
    }

    [Fact]
    public async Task The_shop_may_not_be_the_participant_nor_read_anothers_inbox()
    {
        await using var shop = new As(_server!, "shop");
        Assert.Contains("does not permit it", (await Assert.ThrowsAsync<TransportRefusedException>(() => shop.OpenAsync("shop", "stock"))).Message);
        Assert.Contains("does not permit it", (await Assert.ThrowsAsync<TransportRefusedException>(() => shop.OpenAsync("warehouse"))).Message);
    }

    [Fact]
    public async Task Neither_may_change_or_read_the_stream()
    {
        foreach (var user in new[] { "shop", "warehouse" })
        {
            await using var connection = new NatsConnection(new()
            {
                Url = _server!.Url,
                AuthOpts = NatsAuthOpts.Default with { Username = user, Password = user },
                InboxPrefix = "_INBOX_" + user,
            });
            var said = 0;
            connection.ServerError += (_, e) =>
            {
                if (e.Kind == NatsServerErrorKind.PermissionsViolation)
                    Interlocked.Increment(ref said);
                return default;
            };
            var jetStream = new NatsJSContext(connection, new(connection.Opts, requestTimeout: TimeSpan.FromMilliseconds(300)));
            await Assert.ThrowsAnyAsync<NatsException>(async () => await jetStream.DeleteStreamAsync("SAGADSL"));
            await Assert.ThrowsAnyAsync<NatsException>(async () => await jetStream.PurgeStreamAsync("SAGADSL", new()));
            await Assert.ThrowsAnyAsync<NatsException>(async () => await jetStream.CreateStreamAsync(new StreamConfig("MINE", ["mine"])));
            await Assert.ThrowsAnyAsync<NatsException>(async () => await jetStream.ListConsumersAsync("SAGADSL").GetAsyncEnumerator().MoveNextAsync());
            await connection.PingAsync();
            Assert.Equal(4, said);
        }
    }

    [Fact]
    public async Task An_inbox_of_the_client_that_may_not_be_read_is_said_at_the_start()
    {
        await using var transport = NatsNetwork.Make(_server!.Url, options => options.Connection = connection => connection with
        {
            AuthOpts = NatsAuthOpts.Default with { Username = "shop", Password = "shop" },
        });
        var e = await Assert.ThrowsAsync<TransportRefusedException>(async () => await transport.OpenAsync(
            new("node", "shop", [], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, static (_, _) => default), default));
        Assert.Contains("Permissions Violation for Subscription to \"_INBOX.", e.Message);
    }

    /// <summary>The configuration that the page shows.</summary>
    private static string Documented()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "nats.md"));
        var from = page.IndexOf("```conf\n", StringComparison.Ordinal) + 8;
        return page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
    }

    /// <summary>The documented stream, seen by one of the documented users.</summary>
    private sealed class As(NatsServer server, string user) : TransportNetwork
    {
        public override ISagaTransport Make() => NatsNetwork.Make(server.Url, options => options.Connection = connection => connection with
        {
            AuthOpts = NatsAuthOpts.Default with { Username = user, Password = user },
            InboxPrefix = "_INBOX_" + user,
        });
    }
}

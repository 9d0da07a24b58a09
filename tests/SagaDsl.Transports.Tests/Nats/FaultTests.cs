using System.Diagnostics;
using NATS.Client.Core;
using NATS.Client.JetStream;
using SagaDsl.TestKit.Servers;
using SagaDsl.Testing.Transports;
using SagaDsl.Transport;
using Xunit.Abstractions;

namespace SagaDsl.Transports.Tests.Nats;

/// <summary>The server dies, stands still, comes back; what it knows is taken away. Nothing is lost, and nobody waits for ever.</summary>
[NeedsNats]
public sealed class FaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private NatsNetwork? _network;

    private NatsNetwork Network => _network!;

    public async Task InitializeAsync()
    {
        if (NatsServer.Missing is null)
            _network = new(await NatsServer.StartAsync(), ownServer: true);
    }

    public async Task DisposeAsync()
    {
        if (_network is { } network)
            await network.DisposeAsync();
    }

    [Fact]
    public async Task Killed_and_started_again_under_load_nothing_is_lost()
    {
        var shop = await Network.OpenAsync("shop");
        var stock = await Network.OpenAsync("warehouse", "stock");
        var (sent, enough) = (0, false);
        var sending = Task.Run(async () =>
        {
            while (!Volatile.Read(ref enough))
            {
                // Some at once, as a runtime does.
                await Task.WhenAll(Enumerable.Range(sent, 16).Select(i => SendUntilSentAsync(shop, Command($"{i}"))));
                sent += 16;
            }
        });
        for (var kills = 0; kills < 3; kills++)
        {
            var before = stock.KeptIds.Count;
            await stock.UntilAsync(() => stock.KeptIds.Count > before + 100, () => "nothing comes");
            var stood = Stopwatch.StartNew();
            await Network.Server.RestartAsync();
            var after = stock.KeptIds.Count;
            await stock.UntilAsync(() => stock.KeptIds.Count > after + 10, () => "nothing comes after the restart");
            output.WriteLine($"Stood still for {stood.Elapsed.TotalSeconds:0.0} s.");
        }

        Volatile.Write(ref enough, true);
        await sending;
        await stock.UntilAsync(() => stock.KeptIds.Count == sent, () => $"{stock.KeptIds.Count} of {sent} came");
        output.WriteLine($"{sent} sent, {stock.Kept.Count} received.");
    }

    [Fact]
    public async Task A_send_while_the_server_is_away_ends_in_time()
    {
        Network.Configure = options => options.CommandTimeout = TimeSpan.FromSeconds(1);
        var shop = await Network.OpenAsync("shop", "stock");
        await Network.Server.KillAsync();
        var took = Stopwatch.StartNew();
        var e = await Assert.ThrowsAsync<TransportUnavailableException>(() => shop.SendAsync(Command("1")));
        Assert.Contains("did not answer to a message for participant 'stock' within 1 s", e.Message);
        Assert.InRange(took.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
        await Network.Server.StartAsync();
        await SendUntilSentAsync(shop, Command("2"));
        await shop.KeptAsync("2");
    }

    [Fact]
    public async Task A_send_while_the_server_is_away_succeeds_if_it_comes_back_soon()
    {
        Network.Configure = options => options.CommandTimeout = TimeSpan.FromSeconds(20);
        var shop = await Network.OpenAsync("shop", "stock");
        await Network.Server.KillAsync();
        var send = shop.SendAsync(Command("1"));
        await Network.Server.StartAsync();
        await send;
        await shop.KeptAsync("1");
    }

    [Fact]
    public async Task A_server_that_stands_still_is_unavailable_and_then_goes_on()
    {
        Network.Configure = options => options.CommandTimeout = TimeSpan.FromSeconds(1);
        var shop = await Network.OpenAsync("shop", "stock");
        Network.Server.Pause();
        await Assert.ThrowsAsync<TransportUnavailableException>(() => shop.SendAsync(Command("1")));
        Network.Server.Resume();
        await SendUntilSentAsync(shop, Command("2"));
        await shop.KeptAsync("2");
    }

    [Fact]
    public async Task Closing_while_the_server_is_away_ends_in_time()
    {
        Network.Configure = options => options.CommandTimeout = TimeSpan.FromSeconds(1);
        var shop = await Network.OpenAsync("shop", "stock");
        var go = new TaskCompletionSource();
        var slow = await Network.OpenAsync("slow", async (_, _) => await go.Task, "returns");
        await shop.SendAsync(new("1", TransportAddress.Participant("returns"), default));
        await slow.UntilAsync(() => slow.Running == 1, () => "nothing came");
        await Network.Server.KillAsync();
        await shop.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));
        var closing = slow.DisposeAsync().AsTask();
        go.SetResult();
        await closing.WaitAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_message_that_takes_longer_than_the_server_waits_is_not_given_to_another()
    {
        Network.Configure = options => options.AckWait = TimeSpan.FromSeconds(1);
        var go = new TaskCompletionSource();
        var first = await Network.OpenAsync("one", async (_, _) => await go.Task, "stock");
        await first.SendAsync(Command("1"));
        await first.UntilAsync(() => first.Running == 1, () => "nothing came");
        var second = await Network.OpenAsync("two", "stock");
        // Real time: it is the server's clock that runs.
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.Equal((1, 0), (first.Begun, second.Begun));
        go.SetResult();
        await first.KeptAsync("1");
    }

    [Fact]
    public async Task Credentials_that_are_taken_back_for_a_while_end_nothing()
    {
        await using var network = new NatsNetwork(await NatsServer.StartAsync(Permitting("one")), ownServer: true)
        {
            Configure = options =>
            {
                options.CommandTimeout = TimeSpan.FromSeconds(1);
                options.Connection = connection => connection with { AuthOpts = NatsAuthOpts.Default with { Username = "shop", Password = "one" } };
            },
        };
        var shop = await network.OpenAsync("shop", "stock");
        network.Server.Reload(Permitting("another"));
        // The server takes it up in its own time; then it is away for this user, however often it is tried.
        await Assert.ThrowsAsync<TransportUnavailableException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
                await shop.SendAsync(Command($"before {i}"));
        });
        await Assert.ThrowsAsync<TransportUnavailableException>(() => shop.SendAsync(Command("away")));
        network.Server.Reload(Permitting("one"));
        await SendUntilSentAsync(shop, Command("after"));
        await shop.KeptAsync("after");

        static string Permitting(string password) => $"authorization {{ user: shop, password: {password} }}";
    }

    [Fact]
    public async Task What_a_process_had_in_hand_when_it_died_goes_to_another()
    {
        Network.Configure = options => options.AckWait = TimeSpan.FromSeconds(1);
        var connection = new NatsConnection(new() { Url = Network.Server.Url });
        var options = new NatsOptions { Stream = Network.Stream, AckWait = TimeSpan.FromSeconds(1) };
        var dying = new Transport.Nats.NatsTransport(Transport.Nats.NatsEndpoint.Given(connection), options);
        var (came, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        await dying.OpenAsync(
            new("node", "dying", ["stock"], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, async (_, _) =>
            {
                came.TrySetResult();
                await never.Task;
            }),
            default);
        await dying.SendAsync(Command("1"), default);
        await came.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await connection.DisposeAsync();
        var next = await Network.OpenAsync("warehouse", "stock");
        await next.KeptAsync("1");
        never.SetResult();
        await dying.DisposeAsync();
    }

    [Fact]
    public async Task No_more_are_taken_in_at_once_than_is_asked_for()
    {
        Network.Configure = options => options.MaxInFlight = 4;
        using var room = new SemaphoreSlim(0);
        var (now, most) = (0, 0);
        var stock = await Network.OpenAsync("warehouse", async (message, token) =>
        {
            if (message.To.Name != "stock")
                return;
            most = Math.Max(most, Interlocked.Increment(ref now));
            await room.WaitAsync(token);
            Interlocked.Decrement(ref now);
        }, "stock", "returns");
        for (var i = 0; i < 20; i++)
            await stock.SendAsync(Command($"{i}"));
        await stock.UntilAsync(() => Volatile.Read(ref now) == 4, () => "not as many as are asked for");
        // Of another participant: it does not wait for those.
        await stock.SendAsync(new("other", TransportAddress.Participant("returns"), default));
        await stock.KeptAsync("other");
        Assert.Equal(4, Volatile.Read(ref now));
        room.Release(20);
        await stock.KeptAsync(21);
        Assert.Equal(4, most);
    }

    [Fact]
    public async Task A_consumer_that_is_deleted_is_made_anew()
    {
        var shop = await Network.OpenAsync("shop", "stock");
        await using var connection = new NatsConnection(new() { Url = Network.Server.Url });
        await new NatsJSContext(connection).DeleteConsumerAsync(Network.Stream, "cmd-stock");
        await shop.SendAsync(Command("1"));
        await shop.KeptAsync("1");
    }

    [Fact]
    public async Task A_stream_that_is_deleted_is_made_anew()
    {
        var shop = await Network.OpenAsync("shop", "stock");
        await using var connection = new NatsConnection(new() { Url = Network.Server.Url });
        await new NatsJSContext(connection).DeleteStreamAsync(Network.Stream);
        await SendUntilSentAsync(shop, Command("1"));
        await shop.KeptAsync("1");
    }

    [Fact]
    public async Task A_connection_that_is_given_is_used_and_left_open()
    {
        await using var connection = new NatsConnection(new() { Url = Network.Server.Url });
        var options = new NatsOptions { Stream = Network.Stream };
        var transport = new Transport.Nats.NatsTransport(Transport.Nats.NatsEndpoint.Given(connection), options);
        var came = new TaskCompletionSource<string>();
        await transport.OpenAsync(
            new("node", "shop", [], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, (message, _) =>
            {
                came.TrySetResult(message.Id);
                return default;
            }),
            default);
        await transport.SendAsync(new("1", TransportAddress.Inbox("shop"), default), default);
        Assert.Equal("1", await came.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        await transport.DisposeAsync();
        await connection.PingAsync();
        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
    }

    private static TransportMessage Command(string id) => new(id, TransportAddress.Participant("stock"), "a body"u8.ToArray());

    private static async Task SendUntilSentAsync(TransportNode from, TransportMessage message)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                await from.SendAsync(message);
                return;
            }
            catch (TransportUnavailableException) when (tried < 20)
            {
                await Task.Delay(20);
            }
        }
    }
}

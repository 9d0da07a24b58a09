using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using SagaDsl.TestKit.Servers;
using SagaDsl.Transport;

namespace SagaDsl.Transports.Tests.Nats;

/// <summary>What people get wrong: one clear error each, and nothing lost.</summary>
[NeedsNats]
public sealed class BadInputTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(600);

    [Fact]
    public async Task No_server_there_says_where_it_was_looked_for()
    {
        await using var network = new NatsNetwork(await NatsServer.StartAsync(), ownServer: true) { Configure = options => options.CommandTimeout = Short };
        await network.Server.KillAsync();
        var e = await Assert.ThrowsAsync<TransportUnavailableException>(() => network.OpenAsync("shop"));
        Assert.StartsWith($"NATS {network.Server.Url} cannot be reached: nobody answers.", e.Message);
        Assert.Contains("nats-server -js", e.Message);
    }

    [Fact]
    public async Task A_server_that_starts_a_little_later_is_waited_for()
    {
        await using var network = new NatsNetwork(await NatsServer.StartAsync(), ownServer: true);
        await network.Server.KillAsync();
        var opening = network.OpenAsync("shop", "stock");
        await network.Server.StartAsync();
        var shop = await opening;
        await shop.SendAsync(new("1", TransportAddress.Participant("stock"), default));
        await shop.KeptAsync(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://localhost:4222")]
    [InlineData("nats://")]
    [InlineData("nats://ann:secret@")]
    [InlineData("nats://localhost:4222,nats://ann:secret@host:port")]
    [InlineData("nats://localhost:99999")]
    public void What_is_no_address_is_refused_and_passwords_are_not_repeated(string url)
    {
        var e = Assert.ThrowsAny<ArgumentException>(() => NatsNetwork.Make(url));
        Assert.Equal("url", e.ParamName);
        Assert.DoesNotContain("secret", e.Message);
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_at_once()
    {
        await using var server = await NatsServer.StartAsync("authorization { user: shop, password: right }");
        var port = server.Port;
        foreach (var url in new[] { $"nats://shop:wrong@127.0.0.1:{port}", $"nats://127.0.0.1:{port}" })
        {
            await using var transport = NatsNetwork.Make(url);
            var e = await Assert.ThrowsAsync<TransportRefusedException>(async () => await transport.OpenAsync(Opening(), default));
            Assert.Contains($"NATS nats://127.0.0.1:{port} refuses the credentials", e.Message);
            Assert.DoesNotContain("wrong", e.Message);
            Assert.DoesNotContain("wrong", transport.Description);
        }

        await using var right = NatsNetwork.Make("nats://127.0.0.1:1", options => options.Connection = connection => connection with
        {
            Url = server.Url,
            AuthOpts = NatsAuthOpts.Default with { Username = "shop", Password = "right" },
        });
        await right.OpenAsync(Opening(), default);
    }

    [Fact]
    public async Task A_server_without_JetStream_is_refused()
    {
        await using var network = new NatsNetwork(await NatsServer.StartAsync(jetStream: false), ownServer: true);
        var e = await Assert.ThrowsAsync<TransportRefusedException>(() => network.OpenAsync("shop"));
        Assert.Contains("has no JetStream", e.Message);
        Assert.Contains("nats-server -js", e.Message);
    }

    [Fact]
    public async Task A_stream_that_someone_made_otherwise_is_refused_and_left_alone()
    {
        await using var connection = new NatsConnection(new() { Url = shared.Server.Url });
        var jetStream = new NatsJSContext(connection);
        (Func<StreamConfig, StreamConfig> Made, string Said)[] cases =
        [
            (config => config with { Retention = StreamConfigRetention.Limits }, "retention is Limits, not Workqueue"),
            (config => config with { MaxMsgs = 1000 }, "max_msgs is 1000, not no limit"),
            (config => config with { MaxAge = TimeSpan.FromHours(1) }, "max_age is 01:00:00, not no limit"),
            (config => config with { Storage = StreamConfigStorage.Memory }, "storage is Memory, not File"),
            (config => config with { Subjects = [config.Subjects!.First()] }, "subjects is"),
            (config => config with { MaxBytes = 100_000, Discard = StreamConfigDiscard.New }, "max_bytes is 100000, not no limit"),
        ];
        foreach (var (made, said) in cases)
        {
            await using var network = new NatsNetwork(shared.Server);
            var prefix = network.Stream.ToLowerInvariant();
            var config = made(new(network.Stream, [prefix + ".cmd.*", prefix + ".reply.*"]) { Retention = StreamConfigRetention.Workqueue });
            await jetStream.CreateStreamAsync(config);
            var e = await Assert.ThrowsAsync<TransportRefusedException>(() => network.OpenAsync("shop"));
            Assert.Contains($"Stream '{network.Stream}' on NATS {shared.Server.Url} has other settings", e.Message);
            Assert.Contains(said, e.Message);
            Assert.Equal(0, (await jetStream.GetStreamAsync(network.Stream)).Info.State.ConsumerCount);
        }
    }

    [Fact]
    public async Task A_stream_of_anothers_that_has_the_subjects_is_refused()
    {
        await using var connection = new NatsConnection(new() { Url = shared.Server.Url });
        await using var network = new NatsNetwork(shared.Server);
        await new NatsJSContext(connection).CreateStreamAsync(new("OTHER-" + network.Stream, [network.Stream.ToLowerInvariant() + ".>"]));
        var e = await Assert.ThrowsAsync<TransportRefusedException>(() => network.OpenAsync("shop"));
        Assert.Contains(network.Stream, e.Message);
        Assert.Contains("subjects overlap", e.Message);
    }

    [Fact]
    public async Task A_consumer_that_someone_made_otherwise_is_refused()
    {
        await using var network = new NatsNetwork(shared.Server);
        await using var connection = new NatsConnection(new() { Url = shared.Server.Url });
        await network.OpenAsync("shop");
        await new NatsJSContext(connection).CreateOrUpdateConsumerAsync(network.Stream, new ConsumerConfig("cmd-stock")
        {
            FilterSubject = network.Stream.ToLowerInvariant() + ".cmd.stock",
            MaxDeliver = 3,
        });
        var e = await Assert.ThrowsAsync<TransportRefusedException>(() => network.OpenAsync("warehouse", "stock"));
        Assert.Contains("Consumer 'cmd-stock'", e.Message);
        Assert.Contains("max_deliver is 3, not no limit", e.Message);
    }

    [Fact]
    public async Task A_missing_stream_that_is_not_to_be_made_is_refused()
    {
        await using var network = new NatsNetwork(shared.Server) { Configure = options => options.CreateStream = false };
        var e = await Assert.ThrowsAsync<TransportRefusedException>(() => network.OpenAsync("shop"));
        Assert.Contains($"has no stream '{network.Stream}'", e.Message);
    }

    [Fact]
    public async Task Replicas_that_the_server_cannot_keep_are_refused()
    {
        await using var network = new NatsNetwork(shared.Server) { Configure = options => options.Replicas = 3 };
        var e = await Assert.ThrowsAsync<TransportRefusedException>(() => network.OpenAsync("shop"));
        Assert.Contains("replicas > 1 not supported in non-clustered mode", e.Message);
    }

    [Fact]
    public async Task How_long_a_message_is_waited_for_may_change_with_a_version()
    {
        await using var network = new NatsNetwork(shared.Server);
        await (await network.OpenAsync("shop")).DisposeAsync();
        network.Configure = options => options.AckWait = TimeSpan.FromSeconds(7);
        await network.OpenAsync("shop");
        await using var connection = new NatsConnection(new() { Url = shared.Server.Url });
        var consumer = await new NatsJSContext(connection).GetConsumerAsync(network.Stream, "reply-shop");
        Assert.Equal(TimeSpan.FromSeconds(7), consumer.Info.Config.AckWait);
    }

    [Fact]
    public async Task What_another_program_publishes_there_is_thrown_away_and_stops_nothing()
    {
        await using var network = new NatsNetwork(shared.Server);
        var shop = await network.OpenAsync("shop", "stock");
        await using var connection = new NatsConnection(new() { Url = shared.Server.Url });
        var jetStream = new NatsJSContext(connection);
        (await jetStream.PublishAsync(network.Stream.ToLowerInvariant() + ".cmd.stock", "hello")).EnsureSuccess();
        await shop.SendAsync(new("1", TransportAddress.Participant("stock"), default));
        await shop.KeptAsync("1");
        Assert.Equal(1, shop.Begun);
        await shop.DisposeAsync();
        Assert.Equal(0, (await jetStream.GetStreamAsync(network.Stream)).Info.State.Messages);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("two words")]
    [InlineData("")]
    public void A_stream_name_that_is_none_is_refused(string name) =>
        Assert.Contains("NatsOptions.Stream", Assert.Throws<ArgumentException>(() => NatsNetwork.Make("localhost", options => options.Stream = name)).Message);

    private static TransportOpening Opening() =>
        new("node", "shop", [], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, static (_, _) => default);
}

using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using SagaDsl.Benchmarks.Harness;
using SagaDsl.TestKit.Servers;
using SagaDsl.Transport;
using SagaDsl.Transport.Nats;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>A command to a participant and its reply, over one nats-server: the transport, and the official client bare.</summary>
public static class NatsRows
{
    private const int BodyBytes = 200;

    public static async Task<Row> TransportAsync(Plan plan, int inFlight, NatsServer server) =>
        new(RowKind.Nats, "command and reply: SagaDsl.Nats", inFlight, await plan.MeasureAsync(
            inFlight, () => OverTransport.OpenAsync(server.Url), (pair, i) => pair.CallAsync(i)), RowKind.NatsRaw);

    public static async Task<Row> RawAsync(Plan plan, int inFlight, NatsServer server) =>
        new(RowKind.NatsRaw, "command and reply: publish + pull + ack, NATS.Client bare", inFlight, await plan.MeasureAsync(
            inFlight, () => Bare.OpenAsync(server.Url), (pair, i) => pair.CallAsync(i)));

    /// <summary>Three pairs, one after the other: what a saga of three remote steps sends at least.</summary>
    public static async Task<Row> RawOfThreeAsync(Plan plan, int inFlight, NatsServer server) =>
        new(RowKind.NatsRawOfThree, "three commands and replies in a row, NATS.Client bare", inFlight, await plan.MeasureAsync(
            inFlight, () => Bare.OpenAsync(server.Url), async (pair, i) =>
            {
                for (var step = 0; step < 3; step++)
                    await pair.CallAsync((3 * i) + step);
            }));

    /// <summary>A request and its reply without JetStream: what a fast path could win.</summary>
    public static async Task<Row> CoreRequestAsync(Plan plan, int inFlight, NatsServer server) =>
        new(RowKind.CoreRequest, "command and reply: core request and reply, nothing durable", inFlight, await plan.MeasureAsync(
            inFlight, () => CorePair.OpenAsync(server.Url), (pair, _) => pair.CallAsync()));

    private sealed class CorePair(NatsConnection caller, NatsConnection participant, INatsSub<byte[]> subscription, Task answering) : IAsyncDisposable
    {
        private static readonly byte[] Body = new byte[BodyBytes];

        public static async Task<CorePair> OpenAsync(string url)
        {
            var (caller, participant) = (new NatsConnection(new() { Url = url }), new NatsConnection(new() { Url = url }));
            var subscription = await participant.SubscribeCoreAsync<byte[]>("core.stock");
            await participant.PingAsync();
            return new(caller, participant, subscription, AnswerAsync(subscription));
        }

        public async ValueTask CallAsync() =>
            await caller.RequestAsync<byte[], byte[]>("core.stock", Body);

        public async ValueTask DisposeAsync()
        {
            await subscription.DisposeAsync();
            await answering;
            await caller.DisposeAsync();
            await participant.DisposeAsync();
        }

        private static async Task AnswerAsync(INatsSub<byte[]> subscription)
        {
            await foreach (var message in subscription.Msgs.ReadAllAsync())
                await message.ReplyAsync(message.Data);
        }
    }

    /// <summary>Who waits for which reply.</summary>
    private sealed class Replies
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();

        public Task Expect(string id) => _waiting.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void Came(string id)
        {
            if (_waiting.TryRemove(id, out var waiting))
                waiting.SetResult();
        }
    }

    private sealed class OverTransport(NatsTransport caller, NatsTransport participant, Replies replies) : IAsyncDisposable
    {
        private static readonly byte[] Body = new byte[BodyBytes];
        private static readonly TransportAddress To = TransportAddress.Participant("stock");

        public static async Task<OverTransport> OpenAsync(string url)
        {
            var options = new NatsOptions { Stream = "BENCH", MaxInFlight = 1024 };
            var (caller, participant, replies) = (Make(), Make(), new Replies());
            await caller.OpenAsync(Opening("caller", [], (message, _) =>
            {
                replies.Came(message.Id);
                return default;
            }), default);
            var inbox = TransportAddress.Inbox("caller");
            await participant.OpenAsync(
                Opening("participant", ["stock"], (message, token) => participant.SendAsync(message with { To = inbox }, token)), default);
            return new(caller, participant, replies);

            NatsTransport Make() => new(NatsEndpoint.At(url, options), options);
        }

        public async ValueTask CallAsync(int i)
        {
            var id = i.ToString(CultureInfo.InvariantCulture) + "/" + Environment.TickCount64.ToString(CultureInfo.InvariantCulture);
            var reply = replies.Expect(id);
            await caller.SendAsync(new(id, To, Body), default);
            await reply;
        }

        public async ValueTask DisposeAsync()
        {
            await caller.DisposeAsync();
            await participant.DisposeAsync();
        }

        private static TransportOpening Opening(string name, string[] participants, Func<TransportMessage, CancellationToken, ValueTask> receive) =>
            new(name, name, participants, TimeProvider.System, NullLogger.Instance, receive);
    }

    /// <summary>The same messages, with nothing around them: no bounds in time, no refusals, no pauses.</summary>
    private sealed class Bare(NatsConnection[] connections, NatsJSContext caller, Replies replies, CancellationTokenSource stop) : IAsyncDisposable
    {
        private static readonly byte[] Body = new byte[BodyBytes];
        private static readonly NatsJSConsumeOpts Consuming = new()
        {
            MaxMsgs = 1024,
            Expires = TimeSpan.FromSeconds(2),
            IdleHeartbeat = TimeSpan.FromMilliseconds(500),
        };

        private readonly List<Task> _loops = [];
        private readonly Replies _replies = replies;

        public static async Task<Bare> OpenAsync(string url)
        {
            NatsConnection[] connections = [new(new() { Url = url }), new(new() { Url = url })];
            var (caller, participant) = (new NatsJSContext(connections[0]), new NatsJSContext(connections[1]));
            await caller.CreateOrUpdateStreamAsync(new("RAW", ["raw.cmd.*", "raw.reply.*"]) { Retention = StreamConfigRetention.Workqueue });
            var bare = new Bare(connections, caller, new(), new());
            bare._loops.Add(bare.ConsumeAsync(caller, "raw.reply.caller", static (self, message) =>
            {
                self._replies.Came(message.Headers!["Nats-Msg-Id"].ToString());
                return message.AckAsync();
            }));
            bare._loops.Add(bare.ConsumeAsync(participant, "raw.cmd.stock", async (_, message) =>
            {
                await PublishAsync(participant, "raw.reply.caller", "r" + message.Headers!["Nats-Msg-Id"].ToString(), message.Data!);
                await message.AckAsync();
            }));
            return bare;
        }

        public async ValueTask CallAsync(int i)
        {
            var id = i.ToString(CultureInfo.InvariantCulture) + "/" + Environment.TickCount64.ToString(CultureInfo.InvariantCulture);
            var reply = _replies.Expect("r" + id);
            await PublishAsync(caller, "raw.cmd.stock", id, Body);
            await reply;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Task.WhenAll(_loops);
            foreach (var connection in connections)
                await connection.DisposeAsync();
            stop.Dispose();
        }

        private static async ValueTask PublishAsync(NatsJSContext jetStream, string subject, string id, byte[] body) =>
            (await jetStream.PublishAsync(subject, body, NatsRawSerializer<byte[]>.Default, new() { MsgId = id })).EnsureSuccess();

        private async Task ConsumeAsync(NatsJSContext jetStream, string subject, Func<Bare, INatsJSMsg<byte[]>, ValueTask> handle)
        {
            var name = subject.Replace('.', '-');
            var consumer = await jetStream.CreateOrUpdateConsumerAsync("RAW", new(name) { FilterSubject = subject, MaxAckPending = -1 });
            try
            {
                await foreach (var message in consumer.ConsumeAsync(NatsRawSerializer<byte[]>.Default, Consuming, stop.Token))
                    _ = Task.Run(() => handle(this, message).AsTask());
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
        }
    }
}

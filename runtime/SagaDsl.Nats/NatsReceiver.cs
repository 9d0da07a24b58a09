using NATS.Client.Core;
using NATS.Client.JetStream;

namespace SagaDsl.Transport.Nats;

/// <summary>Receives the messages of one address, from the consumer that all processes with this address share.</summary>
internal sealed class NatsReceiver
{
    // Short: with the client's own (30 s and 15 s) receiving stands still for half a minute after a restart of the server.
    private static readonly TimeSpan PullsLast = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);

    /// <summary>So many pulls in a row without a word: the consumer may be gone, and is looked for.</summary>
    private const int PullsInVain = 4;

    private readonly TransportAddress _address;
    private readonly Topology _topology;
    private readonly NatsOptions _options;
    private readonly TransportOpening _opening;
    private readonly SemaphoreSlim _room;
    private readonly MessagesInHand _inHand;
    private readonly CancellationToken _closing;
    private INatsJSConsumer? _consumer;

    public NatsReceiver(
        TransportAddress address, Topology topology, NatsOptions options, TransportOpening opening, MessagesInHand inHand, CancellationToken closing)
    {
        _address = address;
        _topology = topology;
        _options = options;
        _opening = opening;
        _inHand = inHand;
        _closing = closing;
        _room = new(options.MaxInFlight);
    }

    /// <summary>Makes the consumer, or finds it.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken) =>
        _consumer = await _topology.EnsureConsumerAsync(_address, cancellationToken).ConfigureAwait(false);

    /// <summary>Receives until the transport closes.</summary>
    public async Task RunAsync()
    {
        for (var failed = 0; !_closing.IsCancellationRequested; failed++)
        {
            try
            {
                if (_consumer is null)
                {
                    using var patience = CancellationTokenSource.CreateLinkedTokenSource(_closing);
                    patience.CancelAfter(_options.CommandTimeout);
                    await _topology.EnsureStreamAsync(patience.Token).ConfigureAwait(false);
                    await PrepareAsync(patience.Token).ConfigureAwait(false);
                }

                if (await ConsumeAsync(_consumer!).ConfigureAwait(false))
                    failed = 0;
            }
            catch (Exception e) when (!_closing.IsCancellationRequested)
            {
                var pause = TimeSpan.FromMilliseconds(Math.Min(200 << Math.Min(failed, 5), 5000));
                Log.NotReceiving(_opening.Logger, _address, pause.TotalSeconds, e);
                await Task.Delay(pause, _opening.Time, _closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                // The transport is closing.
            }

            _consumer = null;
        }
    }

    /// <summary>Receives until the transport closes or the consumer is silent. Whether anything came.</summary>
    private async Task<bool> ConsumeAsync(INatsJSConsumer consumer)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_closing);
        var (any, silent) = (false, 0);
        var opts = new NatsJSConsumeOpts
        {
            MaxMsgs = _options.MaxInFlight,
            Expires = PullsLast,
            IdleHeartbeat = Heartbeat,
            // What is on its way here when the transport closes is given back, and need not wait for its time to be over.
            DrainOnCancel = true,
            NotificationHandler = (said, _) =>
            {
                if (said is NatsJSTimeoutNotification && Interlocked.Increment(ref silent) >= PullsInVain)
                    stop.Cancel();
                return Task.CompletedTask;
            },
        };
        await foreach (var message in consumer.ConsumeAsync(NatsRawSerializer<byte[]>.Default, opts, stop.Token).ConfigureAwait(false))
        {
            (any, silent) = (true, 0);
            await _room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            // On a thread of its own, without anybody's context: one that blocks stops no other.
            ThreadPool.UnsafeQueueUserWorkItem(new Delivery(this, message), preferLocal: false);
        }

        return any;
    }

    /// <summary>One message that came, until the server knows what became of it.</summary>
    private sealed class Delivery : IThreadPoolWorkItem
    {
        private readonly NatsReceiver _receiver;
        private readonly INatsJSMsg<byte[]> _message;

        public Delivery(NatsReceiver receiver, INatsJSMsg<byte[]> message)
        {
            _receiver = receiver;
            _message = message;
            // Before this returns: who closes waits for what is in hand.
            receiver._inHand.Add(message);
        }

        public void Execute() => _ = RunAsync();

        private async Task RunAsync()
        {
            try
            {
                await AnswerAsync(await ReceiveAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }
            finally
            {
                _receiver._room.Release();
                _receiver._inHand.Remove(_message);
            }
        }

        private async Task<Answer> ReceiveAsync()
        {
            if (_receiver._closing.IsCancellationRequested)
                return Answer.GiveBack;
            if (NatsNames.Read(_receiver._address, _message.Headers, _message.Data) is not { } message)
            {
                Log.NotOurs(_receiver._opening.Logger, _message.Subject);
                return Answer.ThrowAway;
            }

            try
            {
                await _receiver._opening.Receive(message, _receiver._closing).ConfigureAwait(false);
                return Answer.Done;
            }
            catch (Exception) when (_receiver._closing.IsCancellationRequested)
            {
                return Answer.GiveBack;
            }
            catch (Exception e)
            {
                Log.NotTakenIn(_receiver._opening.Logger, message.Id, message.To, Delay().TotalSeconds, e);
                return Answer.Later;
            }
        }

        private async Task AnswerAsync(Answer answer)
        {
            try
            {
                // Where the server is away the answer waits for it, for a while: else the message comes again.
                using var patience = new CancellationTokenSource(_receiver._options.CommandTimeout, _receiver._opening.Time);
                await (answer switch
                {
                    Answer.Done => _message.AckAsync(cancellationToken: patience.Token),
                    Answer.Later => _message.NakAsync(new AckOpts { NakDelay = Delay() }, patience.Token),
                    Answer.GiveBack => _message.NakAsync(cancellationToken: patience.Token),
                    _ => _message.AckTerminateAsync(cancellationToken: patience.Token),
                }).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Log.NotAnswered(_receiver._opening.Logger, _message.Headers?[NatsNames.IdHeader].ToString() ?? "", _receiver._address, e);
            }
        }

        /// <summary>0.2 s, then twice as long each time, up to 30 s. The server forgets it when it restarts, and delivers after AckWait.</summary>
        private TimeSpan Delay() =>
            TimeSpan.FromMilliseconds(Math.Min(200L << (int)Math.Min((_message.Metadata?.NumDelivered ?? 1) - 1, 8), 30_000));
    }

    private enum Answer
    {
        Done,
        Later,
        GiveBack,
        ThrowAway,
    }
}

using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace SagaDsl.Transport.Nats;

/// <summary>A runtime's place on a NATS server: one work-queue stream, and a durable consumer for each address.</summary>
internal sealed class NatsTransport(NatsEndpoint server, NatsOptions options) : ISagaTransport
{
    private static readonly NatsJSPubOpts Once = new() { RetryAttempts = 1, RetryWaitBetweenAttempts = TimeSpan.FromMilliseconds(50) };

    private readonly NatsNames _names = new(options.Stream);
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _opened = new(1, 1);
    private Running? _running;
    private bool _begun;
    private bool _closed;

    public string Description => server.Description;

    public async ValueTask OpenAsync(TransportOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        cancellationToken.ThrowIfCancellationRequested();
        TransportAddress[] addresses = [.. opening.Participants.Distinct().Select(TransportAddress.Participant), TransportAddress.Inbox(opening.Inbox)];
        foreach (var address in addresses)
            address.Check();
        await _opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_begun)
                throw new InvalidOperationException("The transport is open already.");
            _begun = true;
            _running = await BeginAsync(opening, addresses, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opened.Release();
        }
    }

    public async ValueTask SendAsync(TransportMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ObjectDisposedException.ThrowIf(_closed, this);
        var running = _running ?? throw new InvalidOperationException("The transport is not open yet.");
        cancellationToken.ThrowIfCancellationRequested();
        message.Check();
        if (running.LargestBody is { } largest && message.Body.Length > largest)
            throw new TransportRefusedException(
                $"A message to {message.To} has {message.Body.Length} bytes; {Description} carries {largest}. Send less (where the rest is to be found), or " +
                "let the server take more (max_payload).");
        await PublishAsync(running, message, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        // Opening may be under way: it ends, and is then closed.
        if (!_closed)
        {
            _closed = true;
            await _closing.CancelAsync().ConfigureAwait(false);
        }

        await _opened.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (Interlocked.Exchange(ref _running, null) is { } running)
                await running.EndAsync(options.CommandTimeout, server.IsOurs).ConfigureAwait(false);
        }
        finally
        {
            _opened.Release();
        }
    }

    private async Task<Running> BeginAsync(TransportOpening opening, TransportAddress[] addresses, CancellationToken cancellationToken)
    {
        var connection = server.Make(opening.Node);
        var violations = new Violations(connection, _names, said => Log.NotPermitted(opening.Logger, Description, said));
        var jetStream = new NatsJSContext(connection, new(connection.Opts, requestTimeout: options.CommandTimeout));
        var connected = new ConnectionWatch(connection, Description, opening.Logger);
        var running = new Running(connection, jetStream, violations, connected, opening.Time, new(options.AckWait, opening.Time));
        try
        {
            using var patience = new CancellationTokenSource(options.CommandTimeout, opening.Time);
            await ConnectAsync(connection, opening.Time, patience.Token, cancellationToken).ConfigureAwait(false);
            var topology = new Topology(server, jetStream, _names, options);
            topology.CheckServer();
            var receivers = Array.ConvertAll(addresses, address => new NatsReceiver(address, topology, options, opening, running.InHand, _closing.Token));
            await CallAsync(running, $"for stream '{_names.Stream}'", topology.EnsureStreamAsync, opening.Time, cancellationToken).ConfigureAwait(false);
            foreach (var receiver in receivers)
                await CallAsync(running, $"for a consumer of '{_names.Stream}'", receiver.PrepareAsync, opening.Time, cancellationToken).ConfigureAwait(false);
            // Without the opener's context.
            using (ExecutionContext.SuppressFlow())
                running.Receiving = Task.WhenAll(receivers.Select(receiver => Task.Run(receiver.RunAsync)).ToList());
            return running;
        }
        catch
        {
            await running.EndAsync(options.CommandTimeout, server.IsOurs).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Connects; tries again for a while where nobody answers: server and application may start together.</summary>
    private async Task ConnectAsync(INatsConnection connection, TimeProvider time, CancellationToken patience, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience, cancellationToken, _closing.Token);
        for (Exception? failure = null; ;)
        {
            try
            {
                await connection.ConnectAsync().AsTask().WaitAsync(either.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                ThrowIfClosing();
                throw failure ?? Failures.NoAnswer(server, options.CommandTimeout, "the connection");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure = Failures.Connecting(server, e);
                if (failure is TransportRefusedException)
                    throw failure;
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Calls JetStream's API; again for a while where it is not there yet.</summary>
    private async Task CallAsync(
        Running running, string what, Func<CancellationToken, Task> call, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.CommandTimeout, time);
        var denied = running.Violations.Any.Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, denied, cancellationToken, _closing.Token);
        while (true)
        {
            try
            {
                // Said before it was asked for: of the inbox, when the connection was made.
                if (running.Violations.Any.Error is { } error)
                    throw Failures.NotPermitted(server, error);
                await call(either.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (Exception e) when (either.IsCancellationRequested || e is NatsJSApiNoResponseException)
            {
                ThrowIfClosing();
                throw running.Violations.Any.Error is { } error
                    ? Failures.NotPermitted(server, error)
                    : Failures.NoAnswer(server, options.CommandTimeout, $"a request {what}", e);
            }
            catch (NatsNoRespondersException e)
            {
                if (running.Connection.ServerInfo is { JetStreamAvailable: false })
                    throw new TransportRefusedException(
                        $"{Description} has no JetStream, which keeps the messages. Start it with nats-server -js, or with 'jetstream {{}}' in its " +
                        "configuration.", e);
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                throw Failures.Call(server, "a request " + what, e);
            }
        }
    }

    private async ValueTask PublishAsync(Running running, TransportMessage message, CancellationToken cancellationToken)
    {
        var subject = _names.SubjectOf(message.To);
        var watch = running.Violations.Publishing(subject);
        var denied = watch.Token;
        using var patience = new CancellationTokenSource(options.CommandTimeout, running.Time);
        while (true)
        {
            var lost = running.Connected.Lost;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, denied, lost, cancellationToken, _closing.Token);
            try
            {
                var result = await running.JetStream.TryPublishAsync(
                    subject, message.Body, NatsRawSerializer<ReadOnlyMemory<byte>>.Default, Once, NatsNames.HeadersOf(message, subject), either.Token)
                    .ConfigureAwait(false);
                if (result.Success)
                {
                    ThrowIfNotKept(message, result.Value);
                    return;
                }

                if (result.Error is NatsPayloadTooLargeException)
                    throw new TransportRefusedException($"A message to {message.To} is too large for {Description}: {result.Error.Message}", result.Error);
                // Nobody answers yet: JetStream comes back some time after the server.
                if (result.Error is not NatsJSPublishNoResponseException || patience.IsCancellationRequested)
                    throw result.Error;
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested && !Ended(patience.Token, denied, cancellationToken))
            {
                // The answer went down with the connection. Over the next one the same message again: the server knows it by its id.
            }
            catch (Exception e) when (e is not (TransportRefusedException or TransportUnavailableException))
            {
                throw Unsent(message, watch, denied, patience.Token, cancellationToken, e);
            }
        }
    }

    private bool Ended(CancellationToken patience, CancellationToken denied, CancellationToken cancelled) =>
        patience.IsCancellationRequested || denied.IsCancellationRequested || cancelled.IsCancellationRequested || _closing.IsCancellationRequested;

    private void ThrowIfNotKept(TransportMessage message, PubAckResponse ack)
    {
        if (ack.Error is { } error)
            throw Failures.Api(server, $"a message to {message.To}", error);
        if (ack.Stream != _names.Stream)
            throw new TransportRefusedException(
                $"A message to {message.To} came into stream '{ack.Stream}' of {Description}, not into '{_names.Stream}': two streams have its subject.");
    }

    private Exception Unsent(
        TransportMessage message, Violations.Watch watch, CancellationToken denied, CancellationToken patience, CancellationToken cancelled, Exception e)
    {
        if (cancelled.IsCancellationRequested)
            return new OperationCanceledException($"Sending a message to {message.To} was cancelled; it may have been sent.", e, cancelled);
        if (denied.IsCancellationRequested)
            return Failures.NotPermitted(server, watch.Error);
        if (_closing.IsCancellationRequested)
            return new TransportUnavailableException($"The transport was closed before {Description} had a message to {message.To}.", e);
        return patience.IsCancellationRequested || e is NatsJSPublishNoResponseException
            ? Failures.NoAnswer(server, options.CommandTimeout, $"to a message for {message.To}", e)
            : Failures.Call(server, $"a message to {message.To}", e);
    }

    private void ThrowIfClosing()
    {
        if (_closing.IsCancellationRequested)
            throw new ObjectDisposedException(nameof(NatsTransport), "The transport was closed while it was opened.");
    }

    /// <summary>What there is from opening to closing.</summary>
    private sealed record Running(
        INatsConnection Connection, NatsJSContext JetStream, Violations Violations, ConnectionWatch Connected, TimeProvider Time, MessagesInHand InHand)
    {
        public Task Receiving { get; set; } = Task.CompletedTask;

        public int? LargestBody => Connection.ServerInfo is { MaxPayload: > 0 } info ? Math.Max(info.MaxPayload - NatsNames.HeaderRoom, 0) : null;

        public async Task EndAsync(TimeSpan patience, bool connectionToo)
        {
            await Receiving.ConfigureAwait(false);
            await InHand.DisposeAsync().ConfigureAwait(false);
            Violations.Dispose();
            Connected.Dispose();
            await FlushAsync(patience).ConfigureAwait(false);
            if (connectionToo)
                await Connection.DisposeAsync().ConfigureAwait(false);
        }

        /// <summary>The last answers leave before the connection does.</summary>
        private async Task FlushAsync(TimeSpan patience)
        {
            if (Connection.ConnectionState != NatsConnectionState.Open)
                return;
            using var enough = new CancellationTokenSource(patience, Time);
            try
            {
                await Connection.PingAsync(enough.Token).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // What the server was not told it delivers again.
            }
        }
    }
}

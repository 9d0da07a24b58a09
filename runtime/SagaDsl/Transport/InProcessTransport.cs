namespace SagaDsl.Transport;

/// <summary>The place of one runtime on an <see cref="InProcessBus"/>.</summary>
internal sealed class InProcessTransport(InProcessBus bus) : ISagaTransport
{
    /// <summary>How long a receiver that failed is left alone before it is tried again, in milliseconds. After the last the sender is told.</summary>
    private static readonly int[] Pauses = [100, 1000];

    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TransportOpening? _opening;
    private int _receiving;
    private bool _closed;

    public string Description => "the bus of this process";

    public bool IsLocal => true;

    /// <summary>What this runtime receives.</summary>
    internal IReadOnlyList<TransportAddress> Addresses { get; private set; } = [];

    public ValueTask OpenAsync(TransportOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        cancellationToken.ThrowIfCancellationRequested();
        TransportAddress[] addresses = [.. opening.Participants.Distinct().Select(TransportAddress.Participant), TransportAddress.Inbox(opening.Inbox)];
        foreach (var address in addresses)
            address.Check();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_opening is not null)
                throw new InvalidOperationException("The transport is open already.");
            (_opening, Addresses) = (opening, addresses);
            // Under the lock, or it might be closed before it is added.
            bus.Add(this);
        }

        return default;
    }

    public async ValueTask SendAsync(TransportMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ObjectDisposedException.ThrowIf(_closed, this);
        var time = (_opening ?? throw new InvalidOperationException("The transport is not open yet.")).Time;
        cancellationToken.ThrowIfCancellationRequested();
        message.Check();
        for (var tried = 0; await HandOverAsync(message, cancellationToken).ConfigureAwait(false) is { } failure; tried++)
        {
            if (tried == Pauses.Length)
                throw new TransportUnavailableException($"The runtime that has {message.To} did not take a message in: {failure.Message}", failure);
            await PauseAsync(TimeSpan.FromMilliseconds(Pauses[tried]), time, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        bool first;
        lock (_gate)
        {
            first = !_closed;
            _closed = true;
            if (first && _receiving == 0)
                _idle.SetResult();
        }

        if (first)
        {
            bus.Remove(this);
            await _closing.CancelAsync().ConfigureAwait(false);
        }

        await _idle.Task.ConfigureAwait(false);
    }

    /// <summary>Takes one message in, or says that it does not any more.</summary>
    internal bool TryReceive(Delivery delivery)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _receiving++;
        }

        // On a thread of its own: what two runtimes send each other must not pile up on one stack, and nothing of the sender's context is the receiver's.
        ThreadPool.UnsafeQueueUserWorkItem(delivery, preferLocal: false);
        return true;
    }

    /// <summary>Hands a message over. Null: its receiver has it; else why it has not.</summary>
    private async ValueTask<Exception?> HandOverAsync(TransportMessage message, CancellationToken cancellationToken)
    {
        while (bus.Find(message.To) is { } receiver)
        {
            var delivery = new Delivery(receiver, message);
            // One that is closing has left, or is about to.
            if (!receiver.TryReceive(delivery))
                continue;
            return await delivery.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        throw new TransportUnavailableException(message.To.Kind == TransportAddressKind.Participant
            ? $"No runtime on {Description} has {message.To} now. Add its class to a runtime that uses this bus, as in sagas.AddStock(), or reach it in " +
                "another process: sagas.UseNats(..)."
            : $"No runtime on {Description} has {message.To} now: who asked has closed, or uses another bus.");
    }

    private async ValueTask PauseAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await Task.Delay(pause, time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportUnavailableException("The transport was closed before the message was taken in.");
        }
    }

    private void Received()
    {
        lock (_gate)
        {
            if (--_receiving == 0 && _closed)
                _idle.SetResult();
        }
    }

    /// <summary>One message on its way into a receiver.</summary>
    internal sealed class Delivery(InProcessTransport receiver, TransportMessage message) : TaskCompletionSource<Exception?>, IThreadPoolWorkItem
    {
        public void Execute() => _ = ReceiveAsync();

        private async Task ReceiveAsync()
        {
            Exception? failure = null;
            try
            {
                await receiver._opening!.Receive(message, receiver._closing.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failure = e;
            }

            receiver.Received();
            SetResult(failure);
        }
    }
}

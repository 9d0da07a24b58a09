using SagaDsl.Transport;

namespace SagaDsl.TestKit.Sagas;

/// <summary>What the network does with one message.</summary>
/// <param name="Copies">How often it is delivered.</param>
/// <param name="Delay">How long it is under way.</param>
/// <param name="IsAcknowledged">Whether its sender is told that it was sent.</param>
public readonly record struct Carriage(int Copies = 1, TimeSpan Delay = default, bool IsAcknowledged = true)
{
    /// <summary>It arrives, once, at once.</summary>
    public static Carriage Good { get; } = new(1);

    /// <summary>It gets lost, and nobody is told.</summary>
    public static Carriage Lost { get; } = new(0);
}

/// <summary>
/// How the processes of a universe reach each other: a transport that loses, doubles, delays and reorders as a test says. What
/// it has taken for a participant that is down waits for it, as in a queue; a message to a runtime that is down is lost.
/// </summary>
public sealed class Network(World world)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TransportAddress, List<Endpoint>> _endpoints = [];
    private readonly Dictionary<TransportAddress, Queue<TransportMessage>> _waiting = [];
    private readonly List<string> _log = [];
    private int _sent, _next, _busy;

    /// <summary>What becomes of a message, by the how many-th it is, from 1. Default: it arrives.</summary>
    public Func<int, TransportMessage, Carriage> Carry { get; set; } = static (_, _) => Carriage.Good;

    /// <summary>Whether it says that it reaches no other process. Default: true.</summary>
    public bool IsLocal { get; set; } = true;

    /// <summary>What becomes of a message before it is carried; it may throw what a transport may. Default: nothing.</summary>
    public Func<TransportMessage, TransportMessage> Change { get; set; } = static message => message;

    /// <summary>Whether a message is being taken in.</summary>
    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    /// <summary>Every message that was sent, for a person to read.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_gate)
                return [.. _log];
        }
    }

    /// <summary>A process's place on the network.</summary>
    public ISagaTransport Connect(Node node) => new Endpoint(this, node);

    private void Send(Endpoint from, TransportMessage message)
    {
        Carriage carriage;
        message = Change(message);
        lock (_gate)
        {
            var number = ++_sent;
            carriage = Carry(number, message);
            _log.Add($"#{world.Sequence.Next()} {from.Node.Name} sends {message.Id} to {message.To}: {carriage.Copies} times, after {carriage.Delay}");
        }

        for (var copy = 0; copy < carriage.Copies; copy++)
        {
            if (carriage.Delay <= TimeSpan.Zero)
                Deliver(message);
            else
                world.Time.CreateTimer(_ => Deliver(message), null, carriage.Delay * (copy + 1), System.Threading.Timeout.InfiniteTimeSpan);
        }

        if (!carriage.IsAcknowledged)
            throw new TransportUnavailableException("The test lost the answer to this message.");
    }

    private void Deliver(TransportMessage message)
    {
        Endpoint? to;
        lock (_gate)
        {
            var there = _endpoints.TryGetValue(message.To, out var endpoints) ? endpoints.FindAll(one => !one.Node.IsDead) : [];
            to = there.Count > 0 ? there[_next++ % there.Count] : null;
            if (to is null && message.To.Kind == TransportAddressKind.Participant)
                (CollectionsOf(message.To)).Enqueue(message);
        }

        if (to is null)
            return;
        Interlocked.Increment(ref _busy);
        _ = Task.Run(() => ReceiveAsync(to, message));
    }

    private async Task ReceiveAsync(Endpoint to, TransportMessage message)
    {
        var again = false;
        try
        {
            var receiving = to.Opening!.Receive(message, CancellationToken.None).AsTask();
            if (await Task.WhenAny(receiving, to.Node.Died) == to.Node.Died)
                again = true; // It was not acknowledged: another process gets it.
            else
                await receiving;
        }
        catch (Exception e)
        {
            lock (_gate)
                _log.Add($"{to.Node.Name} does not take {message.Id}: {e.Message}");
            again = true;
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
            world.Pulse.Beat();
        }

        if (again)
            world.Time.CreateTimer(_ => Deliver(message), null, TimeSpan.FromSeconds(1), System.Threading.Timeout.InfiniteTimeSpan);
    }

    private Queue<TransportMessage> CollectionsOf(TransportAddress address)
    {
        if (!_waiting.TryGetValue(address, out var queue))
            _waiting[address] = queue = new();
        return queue;
    }

    private void Open(Endpoint endpoint, IEnumerable<TransportAddress> addresses)
    {
        var waiting = new List<TransportMessage>();
        lock (_gate)
        {
            foreach (var address in addresses)
            {
                if (!_endpoints.TryGetValue(address, out var endpoints))
                    _endpoints[address] = endpoints = [];
                endpoints.Add(endpoint);
                if (_waiting.Remove(address, out var queue))
                    waiting.AddRange(queue);
            }
        }

        foreach (var message in waiting)
            Deliver(message);
    }

    private void Close(Endpoint endpoint)
    {
        lock (_gate)
        {
            foreach (var endpoints in _endpoints.Values)
                endpoints.Remove(endpoint);
        }
    }

    private sealed class Endpoint(Network network, Node node) : ISagaTransport
    {
        public Node Node => node;

        public TransportOpening? Opening { get; private set; }

        public string Description => "the test's network";

        public bool IsLocal => network.IsLocal;

        public ValueTask OpenAsync(TransportOpening opening, CancellationToken cancellationToken)
        {
            Opening = opening;
            network.Open(this, opening.Participants.Select(TransportAddress.Participant).Append(TransportAddress.Inbox(opening.Inbox)));
            return default;
        }

        public async ValueTask SendAsync(TransportMessage message, CancellationToken cancellationToken)
        {
            await node.UnlessDead();
            network.Send(this, message);
        }

        public ValueTask DisposeAsync()
        {
            network.Close(this);
            return default;
        }
    }
}

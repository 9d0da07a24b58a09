using System.ComponentModel;
using SagaDsl.Transport;

namespace SagaDsl;

/// <summary>
/// Connects the runtimes of one process: each is given the same bus. A message is handed over in memory, and is sent only when its receiver has it: it is
/// as durable as the receiver's store. Nobody there to take it: it is not sent, and its sender goes on trying.
/// </summary>
public sealed class InProcessBus
{
    private readonly object _gate = new();

    // Replaced when a runtime comes or goes, and read without a lock by whoever sends.
    private volatile Dictionary<TransportAddress, InProcessTransport[]> _receivers = [];
    private int _turn;

    /// <summary>A place for one more runtime. Called by the runtime's builder.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public ISagaTransport Connect() => new InProcessTransport(this);

    internal void Add(InProcessTransport receiver)
    {
        lock (_gate)
        {
            var receivers = new Dictionary<TransportAddress, InProcessTransport[]>(_receivers);
            foreach (var address in receiver.Addresses)
            {
                // An inbox is one runtime's. Who opens it anew takes the place of a predecessor that has not closed yet.
                receivers[address] = address.Kind == TransportAddressKind.Participant && receivers.TryGetValue(address, out var others)
                    ? [.. others, receiver]
                    : [receiver];
            }

            _receivers = receivers;
        }
    }

    internal void Remove(InProcessTransport receiver)
    {
        lock (_gate)
        {
            var receivers = new Dictionary<TransportAddress, InProcessTransport[]>(_receivers.Count);
            foreach (var (address, those) in _receivers)
            {
                var left = Array.FindAll(those, other => other != receiver);
                if (left.Length > 0)
                    receivers.Add(address, left);
            }

            _receivers = receivers;
        }
    }

    /// <summary>One of the runtimes that have an address, in turn; null: none has it now.</summary>
    internal InProcessTransport? Find(TransportAddress address)
    {
        if (!_receivers.TryGetValue(address, out var those))
            return null;
        return those.Length == 1 ? those[0] : those[(int)((uint)Interlocked.Increment(ref _turn) % (uint)those.Length)];
    }
}

using SagaDsl.Stores;

namespace SagaDsl.TestKit.Sagas;

/// <summary>A record that a store applied.</summary>
public sealed class LedgerLine(Node node, AppendRequest request, long applied)
{
    /// <summary>Who appended it.</summary>
    public Node Node => node;

    /// <summary>The instance.</summary>
    public string Instance => request.Instance;

    /// <summary>The record.</summary>
    public JournalRecord Record => request.Record;

    /// <summary>The status written with it.</summary>
    public InstanceStatus Status => request.Status;

    /// <summary>Where it was applied, in the order of everything that happened.</summary>
    public long Applied => applied;

    /// <summary>Where its process learned of it; null: never.</summary>
    public long? Acknowledged { get; internal set; }
}

/// <summary>What all processes of a stage appended, in order, kept outside of the store.</summary>
public sealed class Ledger(World world)
{
    private readonly Lock _gate = new();
    private readonly List<LedgerLine> _lines = [];
    private readonly Dictionary<string, InstanceStatus> _statuses = [];
    private int _busy;

    /// <summary>Whether the store works for a living process.</summary>
    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    /// <summary>Every record that was applied.</summary>
    public IReadOnlyList<LedgerLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>The status of every instance, as it was last written.</summary>
    public IReadOnlyDictionary<string, InstanceStatus> Statuses
    {
        get
        {
            lock (_gate)
                return _statuses.ToDictionary();
        }
    }

    internal void Applied(Node node, AppendRequest request)
    {
        lock (_gate)
        {
            _lines.Add(new(node, request, world.Sequence.Next()));
            _statuses[request.Instance] = request.Status;
        }

        world.Pulse.Beat();
    }

    internal void Acknowledged(AppendRequest request)
    {
        lock (_gate)
            _lines.FindLast(l => l.Record == request.Record)!.Acknowledged = world.Sequence.Next();
    }

    internal void Moved(string instance, DateTimeOffset dueAt)
    {
        lock (_gate)
        {
            if (_statuses.TryGetValue(instance, out var status) && status.Work is WorkState.Due or WorkState.Waiting)
                _statuses[instance] = status with { DueAt = dueAt };
        }

        world.Pulse.Beat();
    }

    // A dead process's question stays open for ever; the stage forgets it when the process dies.
    internal Question Busy()
    {
        Interlocked.Increment(ref _busy);
        return new(this);
    }

    internal void ForgetQuestions() => Volatile.Write(ref _busy, 0);

    internal readonly struct Question(Ledger ledger) : IDisposable
    {
        public void Dispose()
        {
            if (Interlocked.Decrement(ref ledger._busy) < 0)
                Interlocked.Increment(ref ledger._busy);
            ledger.Pulsing();
        }
    }

    private void Pulsing() => world.Pulse.Beat();
}

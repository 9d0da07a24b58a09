using SagaDsl.Journal;

namespace SagaDsl.Stores;

/// <summary>One instance in memory. Its lock is the object itself.</summary>
internal sealed class MemoryInstance(string id, string saga, JournalRecord first, InstanceStatus status)
{
    private JournalRecord[] _records = [first, null!, null!, null!];
    private int _count = 1;
    private int _chained;
    private MemoryRest? _rest;

    public string Id => id;

    public InstanceStatus Status { get; set; } = status;

    public bool IsEnded => Status.Work == WorkState.Terminal;

    public bool TryAppend(JournalRecord record)
    {
        if (record.Position != _count || IsEnded)
            return false;
        if (_count == _records.Length)
            Array.Resize(ref _records, _count * 2);
        _records[_count++] = record;
        return true;
    }

    public void Reduce(Tombstone tombstone)
    {
        _rest ??= new(tombstone, _count, _records[0].Time, _records[_count - 1].Time);
        _records = [];
    }

    public StoredInstance Load(int from, IReadOnlyList<SagaMessage> inbox)
    {
        if (_rest is null)
            Chain();
        return new()
        {
            Id = id,
            Saga = saga,
            Status = Status,
            Records = _rest is null && from < _count ? _records[Math.Max(0, from).._count] : [],
            Inbox = inbox,
            Tombstone = _rest?.Tombstone,
        };
    }

    public InstanceSummary Summarize() => new(id, saga, Status, _count, _rest?.StartedAt ?? _records[0].Time, UpdatedAt);

    public bool Matches(InstanceQuery query) =>
        (query.Saga is null || query.Saga == saga)
        && (query.Work is null || query.Work == Status.Work)
        && (query.Status is null || query.Status == Status.Saga)
        && (query.Attention is null || query.Attention == Status.Attention)
        && (query.Reduced is null || query.Reduced == _rest is not null)
        && (query.UpdatedBefore is not { } before || UpdatedAt < before);

    // Appending does not hash: who reads the history pays for the chain, once per record.
    private void Chain()
    {
        if (_chained == _count)
            return;
        using var encoder = new RecordEncoder();
        for (; _chained < _count; _chained++)
        {
            var record = _records[_chained].After(_chained == 0 ? default : _records[_chained - 1].Hash);
            encoder.Encode(id, record);
            _records[_chained] = record;
        }
    }

    private DateTimeOffset UpdatedAt => _rest?.UpdatedAt ?? _records[_count - 1].Time;

    /// <summary>What is left after the retention time.</summary>
    private sealed record MemoryRest(Tombstone Tombstone, int Records, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);
}

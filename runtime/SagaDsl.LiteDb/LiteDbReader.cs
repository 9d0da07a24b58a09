using LiteDB;
using SagaDsl.Journal;

namespace SagaDsl.Stores.LiteDb;

/// <summary>Reads. LiteDB gives each query a snapshot of its own: that several agree is the store's doing, which keeps the writer out meanwhile.</summary>
internal sealed class LiteDbReader(Collections collections)
{
    public StoredInstance? Load(string id, int from)
    {
        if (collections.Instances.FindById(id) is not { } instance)
            return null;
        var reduced = instance[Fields.Reduced].AsBoolean;
        return new()
        {
            Id = id,
            Saga = instance[Fields.Saga].AsString,
            Status = Fields.Read(instance),
            Records = reduced ? [] : Journal(id, instance[Fields.Key].AsInt64, from, instance[Fields.Records].AsInt32),
            Inbox = Fields.IsEnded(instance) ? [] : Messages(id),
            Tombstone = reduced ? Tombstone(id) : null,
        };
    }

    public IReadOnlyList<SagaMessage> Inbox(string id) =>
        collections.Instances.FindById(id) is { } instance && Fields.IsEnded(instance) ? [] : Messages(id);

    public IReadOnlyList<string> Mail(int limit) =>
        [.. collections.Inbox.Find(Query.GT(Fields.Pending, "")).Select(message => message[Fields.Instance].AsString).Distinct().Where(IsThere).Take(limit)];

    public DueWork Due(DateTimeOffset now, int limit)
    {
        var due = collections.Instances.Find(new Query { Where = { Query.Between(Fields.Due, 0L, now.UtcTicks) }, OrderBy = Fields.Due, Limit = limit });
        List<string> ids = [.. due.Select(instance => instance[Fields.Id].AsString)];
        var next = collections.Instances.Find(new Query { Where = { Query.GT(Fields.Due, now.UtcTicks) }, OrderBy = Fields.Due, Limit = 1 }).FirstOrDefault();
        return new(ids, next is null ? null : Fields.Time(next[Fields.Due]));
    }

    public IReadOnlyList<InstanceSummary> List(InstanceQuery query)
    {
        if (query.Limit <= 0)
            return [];
        var filter = new Query { OrderBy = Fields.Id, Limit = query.Limit };
        if (query.AfterId is { } after)
            filter.Where.Add(Query.GT(Fields.Id, after));
        if (query.Saga is { } saga)
            filter.Where.Add(Query.EQ(Fields.Saga, saga));
        if (query.Work is { } work)
            filter.Where.Add(Query.EQ(Fields.Work, (int)work));
        if (query.Status is { } status)
            filter.Where.Add(Query.EQ(Fields.Status, (int)status));
        if (query.Attention is { } attention)
            filter.Where.Add(Query.EQ(Fields.Attention, attention));
        if (query.UpdatedBefore is { } before)
            filter.Where.Add(Query.LT(Fields.Updated, before.UtcTicks));
        if (query.Reduced is { } reduced)
            filter.Where.Add(Query.EQ(Fields.Reduced, reduced));
        return
        [
            .. collections.Instances.Find(filter).Select(i => new InstanceSummary(
                i[Fields.Id].AsString, i[Fields.Saga].AsString, Fields.Read(i), i[Fields.Records].AsInt32, Fields.Time(i[Fields.Started]),
                Fields.Time(i[Fields.Updated]))),
        ];
    }

    private bool IsThere(string id) => collections.Instances.FindById(id) is { } instance && !Fields.IsEnded(instance);

    private IReadOnlyList<SagaMessage> Messages(string id) =>
    [
        .. collections.Inbox.Find(Query.EQ(Fields.Pending, id)).OrderBy(message => message[Fields.Id].AsInt64)
            .Select(message => MessageCodec.Decode(id, message[Fields.Body].AsBinary)),
    ];

    private IReadOnlyList<JournalRecord> Journal(string id, long key, int from, int count)
    {
        if (from > Fields.MaxPosition)
            return [];
        var decoder = new RecordDecoder(id, from);
        foreach (var row in collections.Journal.Find(new Query { Where =
            { Query.Between(Fields.Id, Fields.Place(key, from), Fields.Place(key, Fields.MaxPosition)) }, OrderBy = Fields.Id }))
        {
            var position = Fields.Position(row[Fields.Id].AsInt64);
            if (row[Fields.Hash].AsBinary is not { Length: RecordHash.Size } hash || row[Fields.Head].AsBinary is not { } head)
                throw new JournalDamagedException(id, position, "its hash or its head is missing");
            decoder.Read(position, new(hash), head, row[Fields.Payloads].AsBinary ?? []);
        }

        decoder.End(count);
        return decoder.Records;
    }

    private Tombstone Tombstone(string id) =>
        collections.Tombstones.FindById(id)?[Fields.Tombstone].AsBinary is { } bytes
            ? TombstoneCodec.Decode(id, bytes)
            : throw new JournalDamagedException(id, 0, "its tombstone is missing");
}

using LiteDB;

namespace SagaDsl.Stores.LiteDb;

/// <summary>What can be done inside a group's transaction. Used by the writer's thread only.</summary>
internal sealed class LiteDbTransaction
{
    private readonly Collections _collections;
    private long _lastKey;

    public LiteDbTransaction(Collections collections)
    {
        _collections = collections;
        var last = collections.Instances.Find(new Query { OrderBy = Fields.Key, Order = Query.Descending, Limit = 1 }).FirstOrDefault();
        _lastKey = last?[Fields.Key].AsInt64 ?? 0;
    }

    public AppendResult Append(AppendRequest request, BsonDocument row)
    {
        var position = request.Record.Position;
        var instance = _collections.Instances.FindById(request.Instance);
        if (position == 0 ? instance is not null : instance is null || Fields.IsEnded(instance) || instance[Fields.Records].AsInt32 != position)
            return AppendResult.Conflict;

        var time = request.Record.Time.UtcTicks;
        var isNew = instance is null;
        instance ??= new()
        {
            [Fields.Id] = request.Instance,
            [Fields.Key] = ++_lastKey,
            [Fields.Saga] = request.Saga,
            [Fields.Started] = time,
            [Fields.Reduced] = false,
        };
        instance[Fields.Records] = position + 1;
        instance[Fields.Updated] = time;
        Fields.Write(instance, request.Status);

        row[Fields.Id] = Fields.Place(instance[Fields.Key].AsInt64, position);
        _collections.Journal.Insert(row);
        if (isNew)
            _collections.Instances.Insert(instance);
        else
            _collections.Instances.Update(instance);
        if (request.Absorbed is { Count: > 0 } absorbed)
            Absorb(request.Instance, absorbed);
        for (var i = 0; i < request.Outgoing?.Count; i++)
            Send(request.Outgoing[i]);
        return AppendResult.Appended;
    }

    public bool MoveDue(string id, DateTimeOffset dueAt)
    {
        if (_collections.Instances.FindById(id) is not { } instance || instance[Fields.Due].IsNull)
            return false;
        instance[Fields.Due] = dueAt.UtcTicks;
        return _collections.Instances.Update(instance);
    }

    public SendResult Send(SagaMessage message)
    {
        var instance = _collections.Instances.FindById(message.Instance);
        if (instance is null ? message.KeepUntil is null : Fields.IsEnded(instance))
            return instance is null ? SendResult.NoInstance : SendResult.Ended;
        if (Messages(message.Instance).Any(there => there[Fields.Message].AsString == message.Id))
            return SendResult.Kept;

        _collections.Inbox.Insert(new BsonDocument
        {
            [Fields.Instance] = message.Instance,
            [Fields.Pending] = message.Instance,
            [Fields.Message] = message.Id,
            [Fields.Until] = message.KeepUntil is { } until ? new BsonValue(until.UtcTicks) : BsonValue.Null,
            [Fields.Body] = MessageCodec.Encode(message),
        });
        return SendResult.Kept;
    }

    public int Expire(DateTimeOffset now)
    {
        var over = _collections.Inbox.Find(Query.Between(Fields.Until, 0L, now.UtcTicks)).ToList();
        return over.Count(message => _collections.Instances.FindById(message[Fields.Instance]) is null && _collections.Inbox.Delete(message[Fields.Id]));
    }

    public bool Reduce(string id, Tombstone tombstone)
    {
        if (_collections.Instances.FindById(id) is not { } instance || !Fields.IsEnded(instance) || instance[Fields.Reduced].AsBoolean)
            return false;
        var key = instance[Fields.Key].AsInt64;
        _collections.Tombstones.Upsert(new BsonDocument { [Fields.Id] = id, [Fields.Tombstone] = TombstoneCodec.Encode(tombstone) });
        _collections.Journal.DeleteMany(Query.Between(Fields.Id, Fields.Place(key, 0), Fields.Place(key, Fields.MaxPosition)));
        _collections.Inbox.DeleteMany(Query.EQ(Fields.Instance, id));
        instance[Fields.Reduced] = true;
        return _collections.Instances.Update(instance);
    }

    // Messages stay when they were taken in, so that the same one sent again is known.
    private void Absorb(string instance, IReadOnlyList<string> ids)
    {
        foreach (var message in Messages(instance))
        {
            if (!ids.Contains(message[Fields.Message].AsString))
                continue;
            message[Fields.Pending] = BsonValue.Null;
            message[Fields.Until] = BsonValue.Null;
            message[Fields.Body] = BsonValue.Null;
            _collections.Inbox.Update(message);
        }
    }

    private List<BsonDocument> Messages(string instance) => [.. _collections.Inbox.Find(Query.EQ(Fields.Instance, instance))];
}

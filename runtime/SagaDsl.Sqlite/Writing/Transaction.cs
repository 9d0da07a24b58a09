using SagaDsl.Journal;

namespace SagaDsl.Stores.Sqlite;

/// <summary>What can be done inside a group's transaction. Used by the writer's thread only.</summary>
internal sealed class Transaction
{
    private readonly Database _database;
    private readonly ActiveInstances _active;
    private readonly Statement _find, _start, _step, _status, _record, _absorb, _moveDue, _send, _expire, _reduce, _erase, _clearInbox;

    public Transaction(Database database)
    {
        _database = database;
        _active = new();
        _find = database.Prepare("SELECT key, work, status, due, attention FROM instances WHERE id = ?");
        _start = database.Prepare(
            "INSERT INTO instances(id, saga, records, work, status, due, attention, started, updated) VALUES(?, ?, 1, ?, ?, ?, ?, ?, " +
            "?) ON CONFLICT(id) DO NOTHING");
        _step = database.Prepare("UPDATE instances SET records = ?2 + 1, updated = ?3 WHERE key = ?1 AND records = ?2 AND work < 4");
        _status = database.Prepare(
            "UPDATE instances SET records = ?2 + 1, updated = ?3, work = ?4, status = ?5, due = ?6, attention = ?7 WHERE key = ?1 AND " +
            "records = ?2 AND work < 4");
        _record = database.Prepare("INSERT INTO journal(place, hash, head, payloads) VALUES(?, ?, ?, ?)");
        _absorb = database.Prepare("UPDATE inbox SET absorbed = 1 WHERE instance = ? AND id = ?");
        _moveDue = database.Prepare("UPDATE instances SET due = ? WHERE id = ? AND due IS NOT NULL");
        _send = database.Prepare(
            "INSERT INTO inbox(instance, id, kind, command, actor, reason, name, step, element, sender, until, payload) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " +
            "?, ?) ON CONFLICT(instance, id) DO NOTHING");
        _expire = database.Prepare("DELETE FROM inbox WHERE absorbed = 0 AND until <= ? AND NOT EXISTS(SELECT 1 FROM instances WHERE id = inbox.instance)");
        _reduce = database.Prepare("UPDATE instances SET tombstone = ? WHERE key = ? AND work = 4 AND tombstone IS NULL");
        _erase = database.Prepare("DELETE FROM journal WHERE place BETWEEN ? AND ?");
        _clearInbox = database.Prepare("DELETE FROM inbox WHERE instance = ?");
    }

    /// <summary>Forgets what is known of instances: after a transaction that was taken back.</summary>
    public void Forget() => _active.Clear();

    public AppendResult Append(in AppendRequest request, RecordEncoder encoded)
    {
        var record = request.Record;
        if ((record.Position == 0 ? Start(in request) : Advance(in request)) is not { } key)
            return AppendResult.Conflict;

        Span<byte> hash = stackalloc byte[RecordHash.Size];
        encoded.Hash.CopyTo(hash);
        _record.Bind(1, Place(key, record.Position)).Bind(2, hash).Bind(3, encoded.Head).Bind(4, encoded.Payloads).Run();
        for (var i = 0; i < request.Absorbed?.Count; i++)
            _absorb.Bind(1, request.Instance).Bind(2, request.Absorbed[i]).Run();

        if (request.Status.Work == WorkState.Terminal)
            _active.Remove(request.Instance);
        else
            _active.Set(request.Instance, new(key, request.Status));
        for (var i = 0; i < request.Outgoing?.Count; i++)
            Send(request.Outgoing[i]);
        return AppendResult.Appended;
    }

    public bool MoveDue(string instance, DateTimeOffset dueAt)
    {
        _moveDue.Bind(1, dueAt.UtcTicks).Bind(2, instance).Run();
        _active.Remove(instance);
        return _database.Changes == 1;
    }

    public SendResult Send(SagaMessage message)
    {
        // Who is known here has not ended.
        if (!_active.TryGet(message.Instance, out _))
        {
            if (Find(message.Instance) is { } found)
            {
                if (found.Status.Work == WorkState.Terminal)
                    return SendResult.Ended;
            }
            else if (message.KeepUntil is null)
            {
                return SendResult.NoInstance;
            }
        }

        _send.Bind(1, message.Instance).Bind(2, message.Id).Bind(3, message.Kind.ToString()).Bind(4, message.Command?.ToString())
            .Bind(5, message.By?.Actor).Bind(6, message.By?.Reason).Bind(7, message.Name).Bind(8, message.Step).Bind(9, (long?)message.Element)
            .Bind(10, message.From).Bind(11, message.KeepUntil?.UtcTicks).Bind(12, message.Payload.Json.Span).Run();
        return SendResult.Kept;
    }

    public int Expire(DateTimeOffset now)
    {
        _expire.Bind(1, now.UtcTicks).Run();
        return _database.Changes;
    }

    public bool Reduce(string instance, Tombstone tombstone)
    {
        if (Find(instance) is not { } known)
            return false;
        _reduce.Bind(1, TombstoneCodec.Encode(tombstone)).Bind(2, known.Key).Run();
        if (_database.Changes == 0)
            return false;
        _erase.Bind(1, Place(known.Key, 0)).Bind(2, Place(known.Key, Schema.MaxPosition)).Run();
        _clearInbox.Bind(1, instance).Run();
        return true;
    }

    public static long Place(long key, int position) => (key << Schema.PositionBits) | (uint)position;

    private long? Start(in AppendRequest request)
    {
        var status = request.Status;
        var time = request.Record.Time.UtcTicks;
        _start.Bind(1, request.Instance).Bind(2, request.Saga)
            .Bind(3, (long)status.Work).Bind(4, (long)status.Saga).Bind(5, status.DueAt?.UtcTicks).Bind(6, status.Attention ? 1 : 0)
            .Bind(7, time).Bind(8, time).Run();
        return _database.Changes == 1 ? _database.LastKey : null;
    }

    // Most records leave the status as it is, and then no index is touched.
    private long? Advance(in AppendRequest request)
    {
        if (!_active.TryGet(request.Instance, out var known))
        {
            if (Find(request.Instance) is not { } found)
                return null;
            known = found;
        }

        var status = request.Status;
        var same = known.Status == status;
        var update = same ? _step : _status;
        update.Bind(1, known.Key).Bind(2, request.Record.Position).Bind(3, request.Record.Time.UtcTicks);
        if (!same)
            update.Bind(4, (long)status.Work).Bind(5, (long)status.Saga).Bind(6, status.DueAt?.UtcTicks).Bind(7, status.Attention ? 1 : 0);
        update.Run();
        return _database.Changes == 1 ? known.Key : null;
    }

    private ActiveInstance? Find(string instance)
    {
        _find.Bind(1, instance);
        try
        {
            return _find.Step() ? new(_find.Long(0), Columns.Status(_find, 1)) : null;
        }
        finally
        {
            _find.Reset();
        }
    }
}

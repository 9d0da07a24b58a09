using SagaDsl.Journal;

namespace SagaDsl.Stores.Sqlite;

/// <summary>Reads, on a connection of its own: it sees what is committed, and never waits for a write.</summary>
internal sealed class Reader : IDisposable
{
    private readonly object _gate = new();
    private readonly Database _database;
    private readonly string _description;
    private bool _closed;
    private readonly Statement _instance, _journal, _inbox, _mail, _due, _nextDue;
    private readonly Dictionary<string, Statement> _lists = [];

    public Reader(Database database, string description)
    {
        _database = database;
        _description = description;
        _instance = database.Prepare("SELECT key, saga, work, status, due, attention, records, tombstone FROM instances WHERE id = ?");
        _journal = database.Prepare("SELECT place, hash, head, payloads FROM journal WHERE place BETWEEN ? AND ? ORDER BY place");
        _inbox = database.Prepare(
            "SELECT id, kind, command, actor, reason, name, step, element, sender, until, payload FROM inbox b WHERE instance = ? AND absorbed = 0 AND NOT " +
            "EXISTS(SELECT 1 FROM instances WHERE id = b.instance AND work = 4) ORDER BY seq");
        _mail = database.Prepare("SELECT DISTINCT b.instance FROM inbox b JOIN instances i ON i.id = b.instance WHERE b.absorbed = 0 AND i.work < 4 LIMIT ?");
        _due = database.Prepare("SELECT id FROM instances WHERE due <= ? ORDER BY due LIMIT ?");
        _nextDue = database.Prepare("SELECT min(due) FROM instances WHERE due > ?");
    }

    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public StoredInstance? Load(string instance, int from) =>
        Snapshot(instance, (Reader: this, Id: instance, From: from), static x => x.Reader.LoadInside(x.Id, x.From));

    public IReadOnlyList<SagaMessage> Inbox(string instance) => Snapshot(instance, (Reader: this, Id: instance), static x => x.Reader.InboxInside(x.Id));

    public IReadOnlyList<string> Mail(int limit) => Snapshot(null, (Reader: this, Limit: limit), static x => x.Reader.Ids(x.Reader._mail.Bind(1, x.Limit)));

    public DueWork Due(DateTimeOffset now, int limit) => Snapshot(null, (Reader: this, Now: now.UtcTicks, Limit: limit), static x =>
    {
        var ids = x.Reader.Ids(x.Reader._due.Bind(1, x.Now).Bind(2, x.Limit));
        var next = x.Reader._nextDue.Bind(1, x.Now);
        try
        {
            return new DueWork(ids, next.Step() && !next.IsNull(0) ? Columns.Time(next, 0) : null);
        }
        finally
        {
            next.Reset();
        }
    });

    public IReadOnlyList<InstanceSummary> List(InstanceQuery query) => Snapshot(null, (Reader: this, Query: query), static x => x.Reader.ListInside(x.Query));

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _database.Dispose();
        }
    }

    // Several statements see one state.
    private TResult Snapshot<TState, TResult>(string? instance, TState state, Func<TState, TResult> read)
    {
        lock (_gate)
        {
            if (_closed)
                throw StoreErrors.Closed(_description);
            try
            {
                TryEnd();
                _database.Run("BEGIN");
                return read(state);
            }
            catch (SqliteException e) when (instance is not null && e.Code == SQLitePCL.raw.SQLITE_CORRUPT)
            {
                throw new JournalDamagedException(instance, 0, "the database file is damaged where it lies (" + e.Message + ")");
            }
            catch (SqliteException e)
            {
                throw new StoreUnavailableException($"Reading {_description} failed: {e.Message}", e);
            }
            finally
            {
                TryEnd();
            }
        }
    }

    // What was read is read, however the transaction ends: it changed nothing. One that cannot be ended is ended before the next.
    private void TryEnd()
    {
        try
        {
            if (_database.InTransaction)
                _database.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // BEGIN meets the same trouble, and says so.
        }
    }

    private StoredInstance? LoadInside(string id, int from)
    {
        long key;
        string saga;
        InstanceStatus status;
        int records;
        Tombstone? tombstone = null;
        _instance.Bind(1, id);
        try
        {
            if (!_instance.Step())
                return null;
            key = _instance.Long(0);
            saga = _instance.Text(1);
            status = Columns.Status(_instance, 2);
            records = _instance.Int(6);
            if (!_instance.IsNull(7))
                tombstone = TombstoneCodec.Decode(id, _instance.Bytes(7));
        }
        finally
        {
            _instance.Reset();
        }

        return new()
        {
            Id = id,
            Saga = saga,
            Status = status,
            Records = tombstone is null ? Journal(id, key, from, records) : [],
            Inbox = InboxInside(id),
            Tombstone = tombstone,
        };
    }

    private IReadOnlyList<JournalRecord> Journal(string id, long key, int from, int count)
    {
        if (from > Schema.MaxPosition)
            return [];
        var decoder = new RecordDecoder(id, from);
        _journal.Bind(1, Transaction.Place(key, from)).Bind(2, Transaction.Place(key, Schema.MaxPosition));
        try
        {
            while (_journal.Step())
            {
                var hash = _journal.Bytes(1);
                var position = (int)(_journal.Long(0) & Schema.MaxPosition);
                if (hash.Length != RecordHash.Size)
                    throw new JournalDamagedException(id, position, "its hash has a wrong length");
                decoder.Read(position, new(hash), _journal.Bytes(2), _journal.Bytes(3));
            }
        }
        finally
        {
            _journal.Reset();
        }

        decoder.End(count);
        return decoder.Records;
    }

    private IReadOnlyList<SagaMessage> InboxInside(string id)
    {
        List<SagaMessage> messages = [];
        _inbox.Bind(1, id);
        try
        {
            while (_inbox.Step())
                messages.Add(Columns.Message(_inbox, id));
        }
        finally
        {
            _inbox.Reset();
        }

        return messages;
    }

    private List<string> Ids(Statement statement)
    {
        List<string> ids = [];
        try
        {
            while (statement.Step())
                ids.Add(statement.Text(0));
        }
        finally
        {
            statement.Reset();
        }

        return ids;
    }

    private List<InstanceSummary> ListInside(InstanceQuery query)
    {
        var filter = ListFilter.Of(query);
        if (!_lists.TryGetValue(filter.Sql, out var statement))
            _lists.Add(filter.Sql, statement = _database.Prepare(filter.Sql));
        filter.Bind(statement, query);
        List<InstanceSummary> lines = [];
        try
        {
            while (statement.Step())
                lines.Add(new(statement.Text(0), statement.Text(1), Columns.Status(statement, 2), statement.Int(6), Columns.Time(statement, 7),
                    Columns.Time(statement, 8)));
        }
        finally
        {
            statement.Reset();
        }

        return lines;
    }
}

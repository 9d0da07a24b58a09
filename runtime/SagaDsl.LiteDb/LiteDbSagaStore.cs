using LiteDB;
using LiteDB.Engine;
using SagaDsl.Journal;
using SagaDsl.Stores.LiteDb;

namespace SagaDsl.Stores;

/// <summary>
/// Keeps journals in a LiteDB file. What was acknowledged survives the end of the process, and loss of power as far as
/// LiteDB can read its log then: its pages carry no checksums. A damaged record is noticed all the same.
/// </summary>
public sealed class LiteDbSagaStore : ISagaStore
{
    private readonly string _path;
    private readonly ReaderWriterLockSlim _consistent = new();
    private FileStream? _owner;
    private FileStream? _log;
    private LiteDatabase? _database;
    private GroupWriter? _writer;
    private LiteDbTransaction? _transaction;
    private LiteDbReader? _reader;
    private bool _closed;

    /// <summary>A store in a file, created when it is opened where it is not there. Its folder must exist.</summary>
    /// <param name="path">The file. Beside it LiteDB keeps its log, <c>-log</c> before the extension, and the store <c>-owner</c>.</param>
    public LiteDbSagaStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <inheritdoc/>
    public string Description => $"LiteDB {_path}";

    /// <inheritdoc/>
    public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        try
        {
            _owner = TakeOwnership();
            LiteDbFile.Verify(_path);
            // The log is LiteDB's own, under the name it would choose; the store holds it to be able to sync it.
            _log = new(LogPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // Ordinal: ids that differ in case are two instances.
            _database = new(new LiteEngine(new EngineSettings { Filename = _path, LogStream = _log, Collation = Collation.Binary }));
            // Only after the log is synced may its pages go into the file.
            _database.CheckpointSize = 0;
            var collections = new Collections(_database);
            collections.CreateOrVerify(_path);
            _log.Flush(flushToDisk: true);
            _database.Checkpoint();
            _reader = new(collections);
            _transaction = new(collections);
            _writer = new(_database, _log, _consistent, Description, error => Log.StoreFailed(opening.Logger, Description, error));
            return default;
        }
        catch (Exception e) when (e is StoreOwnedException or StoreVersionException)
        {
            Close();
            throw;
        }
        catch (Exception e)
        {
            // On a damaged file LiteDB throws whatever its reading runs into.
            Close();
            throw new StoreUnavailableException($"{Description} cannot be opened: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(AppendRequest request)
    {
        var transaction = _transaction ?? throw NotOpen();
        using var encoder = new RecordEncoder();
        encoder.Encode(request.Instance, request.Record);
        var hash = new byte[RecordHash.Size];
        encoder.Hash.CopyTo(hash);
        var row = new BsonDocument { [Fields.Hash] = hash, [Fields.Head] = encoder.Head.ToArray(), [Fields.Payloads] = encoder.Payloads.ToArray() };
        return new(Write(() => transaction.Append(request, row)));
    }

    /// <inheritdoc/>
    public ValueTask<StoredInstance?> LoadAsync(string instance, CancellationToken cancellationToken) => new(Read(reader => reader.Load(instance), instance));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        new(Read(reader => reader.List(query)));

    /// <inheritdoc/>
    public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => new(Read(reader => reader.Due(now, limit)));

    /// <inheritdoc/>
    public async ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var transaction = _transaction ?? throw NotOpen();
        await Write(() => transaction.MoveDue(instance, dueAt)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> SendAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var transaction = _transaction ?? throw NotOpen();
        return new(Write(() => transaction.Send(message)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InboxMessage>> InboxAsync(string instance, CancellationToken cancellationToken) =>
        new(Read(reader => reader.Inbox(instance)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken) => new(Read(reader => reader.Mail(limit)));

    /// <inheritdoc/>
    public async ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        var transaction = _transaction ?? throw NotOpen();
        await Write(() => transaction.Reduce(instance, tombstone)).ConfigureAwait(false);
    }

    /// <summary>Finishes the appends that are under way, and gives the file up.</summary>
    public ValueTask DisposeAsync()
    {
        Close();
        _closed = true;
        return default;
    }

    private string LogPath => Path.Combine(Path.GetDirectoryName(_path)!, Path.GetFileNameWithoutExtension(_path) + "-log" + Path.GetExtension(_path));

    private FileStream TakeOwnership()
    {
        var path = _path + "-owner";
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new DirectoryNotFoundException("its folder does not exist.");
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StoreOwnedException($"'{_path}' is in use: another process owns it. A store has one owner at a time: end that one, or open another file.",
                e);
        }
    }

    private Task<T> Write<T>(Func<T> work) => (_writer ?? throw NotOpen()).Add(work);

    private T Read<T>(Func<LiteDbReader, T> read, string? instance = null)
    {
        var reader = _reader ?? throw NotOpen();
        _consistent.EnterReadLock();
        try
        {
            return read(reader);
        }
        catch (Exception e) when (instance is not null && e is not (JournalDamagedException or LiteException or IOException or ObjectDisposedException))
        {
            throw new JournalDamagedException(instance, 0, "LiteDB cannot read it (" + e.Message + ")");
        }
        catch (Exception e) when (e is not JournalDamagedException)
        {
            throw new StoreUnavailableException($"Reading {Description} failed: {e.Message}", e);
        }
        finally
        {
            _consistent.ExitReadLock();
        }
    }

    private Exception NotOpen() => _closed
        ? new StoreUnavailableException($"{Description} is closed.")
        : new InvalidOperationException($"{Description} is not open: call OpenAsync first, once.");

    private void Close()
    {
        _writer?.Dispose();
        try
        {
            _database?.Dispose();
        }
        catch (Exception)
        {
            // It moves its log into the file when it closes. What was acknowledged is in the log, and is moved at the next opening.
        }

        _log?.Dispose();
        _owner?.Dispose();
        (_writer, _transaction, _reader, _database, _log, _owner) = (null, null, null, null, null, null);
    }
}

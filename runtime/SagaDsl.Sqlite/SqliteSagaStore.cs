using System.Collections.Concurrent;
using SagaDsl.Stores.Sqlite;

namespace SagaDsl.Stores;

/// <summary>
/// Keeps journals in an SQLite file: write-ahead log, <c>synchronous = FULL</c>, concurrent appends committed together.
/// What was acknowledged survives the end of the process and, as far as the disk keeps what it says it wrote, loss of power.
/// </summary>
public sealed class SqliteSagaStore : ISagaStore
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);
    private const int MostPooled = 4096;

    private string _path;
    private readonly Action<Database>? _prepare;
    private readonly ConcurrentQueue<AppendOperation> _pool = new();
    private readonly Action<AppendOperation> _release;
    private bool _closed;
    private Ownership? _ownership;
    private Database? _connection;
    private Checkpointer? _checkpointer;
    private GroupCommit? _writer;
    private Reader? _reader;

    /// <summary>A store in a file, created when it is opened where it is not there. Its folder must exist.</summary>
    /// <param name="path">The file. Beside it SQLite keeps <c>-wal</c> and <c>-shm</c>, and the store <c>-owner</c>.</param>
    public SqliteSagaStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        _release = operation =>
        {
            if (_pool.Count < MostPooled)
                _pool.Enqueue(operation);
        };
    }

    /// <summary>A store whose writing connection is prepared by a test.</summary>
    internal SqliteSagaStore(string path, Action<Database> prepare) : this(path) => _prepare = prepare;

    /// <inheritdoc/>
    public string Description => $"SQLite {_path}";

    /// <inheritdoc/>
    public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        try
        {
            if (Path.GetDirectoryName(_path) is { } folder && !Directory.Exists(folder))
                throw new DirectoryNotFoundException($"the folder '{folder}' does not exist.");
            // One file has one owner, under whatever name it is opened.
            if (File.Exists(_path) && File.ResolveLinkTarget(_path, returnFinalTarget: true) is { } target)
                _path = target.FullName;
            _ownership = Ownership.Take(_path);
            _connection = Database.Open(_path, BusyTimeout);
            _connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -16384");
            Schema.CreateOrVerify(_connection, _path);
            // Writes what a former process left in the log into the file, and syncs that: after a failed fsync the
            // pages that are read back may be nowhere but in memory.
            _connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            _prepare?.Invoke(_connection);
            Ownership.Sign(_connection, opening);
            _reader = new(Database.Open(_path, BusyTimeout, readOnly: true));
            _checkpointer = new(Database.Open(_path, BusyTimeout));
            _writer = new(_connection, _checkpointer, Description, error => Log.StoreFailed(opening.Logger, Description, error));
            return default;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Close();
            throw new StoreUnavailableException($"{Description} cannot be opened: {e.Message}", e);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(AppendRequest request)
    {
        var operation = _pool.TryDequeue(out var pooled) ? pooled : new(_release);
        operation.Prepare(in request);
        var task = operation.Task;
        Writer.Add(operation);
        return task;
    }

    /// <inheritdoc/>
    public ValueTask<StoredInstance?> LoadAsync(string instance, CancellationToken cancellationToken) => new(Source.Load(instance));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) => new(Source.List(query));

    /// <inheritdoc/>
    public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => new(Source.Due(now, limit));

    /// <inheritdoc/>
    public async ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        await Write(transaction => transaction.MoveDue(instance, dueAt)).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> SendAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(Write(transaction => transaction.Send(message)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InboxMessage>> InboxAsync(string instance, CancellationToken cancellationToken) => new(Source.Inbox(instance));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken) => new(Source.Mail(limit));

    /// <inheritdoc/>
    public async ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        await Write(transaction => transaction.Reduce(instance, tombstone)).ConfigureAwait(false);
    }

    /// <summary>Finishes the appends that are under way, and gives the file up.</summary>
    public ValueTask DisposeAsync()
    {
        Close();
        _closed = true;
        return default;
    }

    private GroupCommit Writer => _writer ?? throw NotOpen();

    private Reader Source => _reader ?? throw NotOpen();

    private Exception NotOpen() => _closed
        ? new StoreUnavailableException($"{Description} is closed.")
        : new InvalidOperationException($"{Description} is not open: call OpenAsync first, once.");

    private Task<T> Write<T>(Func<Transaction, T> work)
    {
        var operation = new WriteOperation<T>(work);
        Writer.Add(operation);
        return operation.Task;
    }

    private void Close()
    {
        _writer?.Dispose();
        _checkpointer?.Dispose();
        _reader?.Dispose();
        _connection?.Dispose();
        _ownership?.Dispose();
        (_writer, _checkpointer, _reader, _connection, _ownership) = (null, null, null, null, null);
    }
}

using System.Collections.Concurrent;
using SagaDsl.Stores.Sqlite;
using SQLitePCL;

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
    private readonly IFaults? _faults;
    private readonly ConcurrentQueue<AppendOperation> _pool = new();
    private readonly Action<AppendOperation> _release;
    private readonly object _closing = new();
    private volatile bool _closed;
    private Ownership? _ownership;
    private Database? _connection, _reading, _checkpointing;
    private Checkpointer? _checkpointer;
    private GroupCommit<Transaction>? _writer;
    private Reader? _reader;

    /// <summary>A store in a file, created when it is opened where it is not there. Its folder must exist.</summary>
    /// <param name="path">
    /// The file, or a connection string that names just the file. Beside it SQLite keeps <c>-wal</c> and <c>-shm</c>, and the store <c>-owner</c>.
    /// </param>
    /// <exception cref="ArgumentException">It names no file, or a connection string says more than the file.</exception>
    public SqliteSagaStore(string path)
    {
        _path = FileOf(path);
        _release = operation =>
        {
            if (_pool.Count < MostPooled)
                _pool.Enqueue(operation);
        };
    }

    /// <summary>A store whose writing connection is prepared by a test, or whose calls fail when it says so.</summary>
    internal SqliteSagaStore(string path, Action<Database>? prepare, IFaults? faults = null) : this(path) => (_prepare, _faults) = (prepare, faults);

    /// <exception cref="ArgumentException">It names no file, or a connection string says more than the file.</exception>
    internal static string FileOf(string path) => StorePath.Parse(path, "SQLite", "Data Source", "DataSource", "Filename");

    /// <inheritdoc/>
    public string Description => $"SQLite {_path}";

    /// <inheritdoc/>
    public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (_closed)
            throw StoreErrors.Closed(Description);
        if (_ownership is not null)
            throw StoreErrors.Open(Description);
        try
        {
            if (Directory.Exists(_path))
                throw new IOException("it is a folder. Give the path of a file.");
            if (Path.GetDirectoryName(_path) is { } folder && !Directory.Exists(folder))
                throw new DirectoryNotFoundException($"the folder '{folder}' does not exist.");
            // One file has one owner, under whatever name it is opened.
            if (File.Exists(_path) && File.ResolveLinkTarget(_path, returnFinalTarget: true) is { } target)
                _path = target.FullName;
            _ownership = Ownership.Take(_path, _faults);
            _connection = Database.Open(_path, BusyTimeout, faults: _faults);
            _connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -16384");
            Schema.CreateOrVerify(_connection, _path);
            // Writes what a former process left in the log into the file, and syncs that: after a failed fsync the
            // pages that are read back may be nowhere but in memory.
            _connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            _prepare?.Invoke(_connection);
            Ownership.Sign(_connection, opening);
            _reading = Database.Open(_path, BusyTimeout, readOnly: true, _faults);
            _reader = new(_reading, Description);
            _checkpointing = Database.Open(_path, BusyTimeout, faults: _faults);
            _checkpointer = new(_checkpointing);
            _writer = new(new SqliteTarget(_connection, _checkpointer, Description), Description,
                error => Log.TryStoreFailed(opening.Logger, Description, error));
            return default;
        }
        catch (SqliteException e) when (e.Code == raw.SQLITE_NOTADB)
        {
            Close();
            throw new StoreUnavailableException(
                $"{Description} cannot be opened: it is no SQLite database, and was left as it is. Name another file, or restore a backup. ({e.Message})", e);
        }
        catch (Exception e) when (!StoreErrors.IsTyped(e))
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
    public ValueTask<AppendResult> AppendAsync(AppendRequest request)
    {
        StoreArguments.Verify(in request);
        var writer = Writer;
        if (request.Record.Position > Schema.MaxPosition)
            return new(AppendResult.Unknown(
                new StoreUnavailableException(
                    $"The journal of instance '{request.Instance}' is full: SQLite keeps {Schema.MaxPosition + 1} records of an instance.")));
        var operation = _pool.TryDequeue(out var pooled) ? pooled : new(_release);
        operation.Prepare(in request);
        var task = operation.Task;
        if (writer.TryAdd(operation) is { } refusal)
            return new(AppendResult.Unknown(refusal));
        return task;
    }

    /// <inheritdoc/>
    public ValueTask<StoredInstance?> LoadAsync(string instance, int from, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return new(Source.Load(Verified(instance), from));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        StoreArguments.Verify(query);
        return new(Source.List(query));
    }

    /// <inheritdoc/>
    public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => new(Source.Due(now, limit));

    /// <inheritdoc/>
    public async ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        StoreText.Verify(instance, nameof(instance));
        await Write(transaction => transaction.MoveDue(instance, dueAt)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(SagaMessage message, CancellationToken cancellationToken)
    {
        StoreArguments.Verify(message);
        return new(Write(transaction => transaction.Send(message)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SagaMessage>> InboxAsync(string instance, CancellationToken cancellationToken) => new(Source.Inbox(Verified(instance)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken) => new(Source.Mail(limit));

    /// <inheritdoc/>
    public async ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await Write(transaction => transaction.Expire(now)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        StoreText.Verify(instance, nameof(instance));
        await Write(transaction => transaction.Reduce(instance, tombstone)).ConfigureAwait(false);
    }

    /// <summary>Finishes the appends that are under way, and gives the file up.</summary>
    public ValueTask DisposeAsync()
    {
        _closed = true;
        Close();
        return default;
    }

    private GroupCommit<Transaction> Writer => _writer ?? throw NotOpen();

    private Reader Source => _reader ?? throw NotOpen();

    private Exception NotOpen() => _closed ? StoreErrors.Closed(Description) : StoreErrors.NotOpen(Description);

    private static string Verified(string instance)
    {
        StoreText.Verify(instance, nameof(instance));
        return instance;
    }

    private Task<T> Write<T>(Func<Transaction, T> work)
    {
        var operation = new WriteOperation<Transaction, T>(work);
        return Writer.TryAdd(operation) is { } refusal ? Task.FromException<T>(refusal) : operation.Task;
    }

    // In the order in which they need one another; each waits for what it has under way.
    private void Close()
    {
        lock (_closing)
            CloseAll();
    }

    private void CloseAll()
    {
        _writer?.Dispose();
        _checkpointer?.Dispose();
        _reader?.Dispose();
        _checkpointing?.Dispose();
        _reading?.Dispose();
        _connection?.Dispose();
        _ownership?.Dispose();
        (_writer, _checkpointer, _reader) = (null, null, null);
        (_checkpointing, _reading, _connection, _ownership) = (null, null, null, null);
    }
}

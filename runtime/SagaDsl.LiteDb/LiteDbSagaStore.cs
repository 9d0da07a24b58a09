using LiteDB;
using SagaDsl.Journal;
using SagaDsl.Stores.LiteDb;

namespace SagaDsl.Stores;

/// <summary>
/// Keeps journals in a LiteDB file. What was acknowledged survives the end of the process and, as far as the disk keeps
/// what it says it wrote, loss of power: the store syncs LiteDB's log, and keeps it with a checksum for each page.
/// </summary>
public sealed class LiteDbSagaStore : ISagaStore
{
    private readonly Func<string, RawFile> _open;
    private readonly ReaderWriterLockSlim _consistent = new();
    private readonly object _closing = new();
    private string _path;
    private FileStream? _owner;
    private OpenFile? _file;
    private GroupCommit<LiteDbTransaction>? _writer;
    private LiteDbReader? _reader;
    private volatile bool _closed;

    /// <summary>A store in a file, created when it is opened where it is not there. Its folder must exist.</summary>
    /// <param name="path">
    /// The file, or a connection string that names just the file. Beside it the store keeps its log, <c>-redo</c>, and <c>-owner</c>.
    /// </param>
    /// <exception cref="ArgumentException">It names no file, or a connection string says more than the file.</exception>
    public LiteDbSagaStore(string path) : this(path, static file => new(file))
    {
    }

    /// <summary>A store whose files a test stands in for.</summary>
    internal LiteDbSagaStore(string path, Func<string, RawFile> open) => (_path, _open) = (FileOf(path), open);

    /// <inheritdoc/>
    public string Description => $"LiteDB {_path}";

    /// <exception cref="ArgumentException">It names no file, or a connection string says more than the file.</exception>
    internal static string FileOf(string path) => StorePath.Parse(path, "LiteDB", "Filename");

    /// <inheritdoc/>
    public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (_closed)
            throw StoreErrors.Closed(Description);
        if (_owner is not null)
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
            _owner = TakeOwnership();
            _file = OpenFile.Open(_path, _open);
            _reader = new(_file.Collections);
            _writer = new(new LiteDbTarget(_file, _consistent), Description, error => Log.TryStoreFailed(opening.Logger, Description, error));
            return default;
        }
        catch (Exception e) when (!StoreErrors.IsTyped(e) || e is ArgumentException or ObjectDisposedException)
        {
            // On a damaged file LiteDB throws whatever its reading runs into.
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
        if (request.Record.Position > Fields.MaxPosition)
            return new(AppendResult.Unknown(
                new StoreUnavailableException(
                    $"The journal of instance '{request.Instance}' is full: LiteDB keeps {Fields.MaxPosition + 1} records of an instance.")));
        using var encoder = new RecordEncoder();
        encoder.Encode(request.Instance, request.Record);
        var hash = new byte[RecordHash.Size];
        encoder.Hash.CopyTo(hash);
        var row = new BsonDocument { [Fields.Hash] = hash, [Fields.Head] = encoder.Head.ToArray(), [Fields.Payloads] = encoder.Payloads.ToArray() };
        return new(Write(writer, transaction => transaction.Append(request, row), AppendResult.Unknown));
    }

    /// <inheritdoc/>
    public ValueTask<StoredInstance?> LoadAsync(string instance, int from, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        StoreText.Verify(instance, nameof(instance));
        return new(Read(reader => reader.Load(instance, from), instance));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        StoreArguments.Verify(query);
        return new(Read(reader => reader.List(query)));
    }

    /// <inheritdoc/>
    public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => new(Read(reader => reader.Due(now, limit)));

    /// <inheritdoc/>
    public async ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        StoreText.Verify(instance, nameof(instance));
        await Write(Writer, transaction => transaction.MoveDue(instance, dueAt)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(SagaMessage message, CancellationToken cancellationToken)
    {
        StoreArguments.Verify(message);
        return new(Write(Writer, transaction => transaction.Send(message)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SagaMessage>> InboxAsync(string instance, CancellationToken cancellationToken)
    {
        StoreText.Verify(instance, nameof(instance));
        return new(Read(reader => reader.Inbox(instance)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken) => new(Read(reader => reader.Mail(limit)));

    /// <inheritdoc/>
    public async ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Write(Writer, transaction => transaction.Expire(now)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        StoreText.Verify(instance, nameof(instance));
        await Write(Writer, transaction => transaction.Reduce(instance, tombstone)).ConfigureAwait(false);
    }

    /// <summary>Finishes the appends that are under way, and gives the file up.</summary>
    public ValueTask DisposeAsync()
    {
        _closed = true;
        Close();
        return default;
    }

    private FileStream TakeOwnership()
    {
        try
        {
            return new(_path + "-owner", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StoreOwnedException($"'{_path}' is in use: another process owns it. A store has one owner at a time: end that one, or open another file.",
                e);
        }
    }

    private GroupCommit<LiteDbTransaction> Writer => _reader is null ? throw NotOpen() : _writer!;

    private static Task<T> Write<T>(GroupCommit<LiteDbTransaction> writer, Func<LiteDbTransaction, T> work, Func<Exception, T>? failed = null)
    {
        var operation = new WriteOperation<LiteDbTransaction, T>(work, failed);
        if (writer.TryAdd(operation) is { } refusal)
        {
            operation.Fail(refusal);
            operation.Execute();
        }

        return operation.Task;
    }

    private T Read<T>(Func<LiteDbReader, T> read, string? instance = null)
    {
        _consistent.EnterReadLock();
        try
        {
            var reader = _reader ?? throw NotOpen();
            if (_writer!.Failure is { } failure)
                throw failure;
            return read(reader);
        }
        catch (Exception e) when (_reader is null || e is JournalDamagedException or StoreUnavailableException)
        {
            throw;
        }
        catch (Exception e) when (instance is not null && e is not (LiteException or IOException or ObjectDisposedException))
        {
            throw new JournalDamagedException(instance, 0, "LiteDB cannot read it (" + e.Message + ")");
        }
        catch (Exception e)
        {
            throw new StoreUnavailableException($"Reading {Description} failed: {e.Message}", e);
        }
        finally
        {
            _consistent.ExitReadLock();
        }
    }

    private Exception NotOpen() => _closed ? StoreErrors.Closed(Description) : StoreErrors.NotOpen(Description);

    private void Close()
    {
        lock (_closing)
        {
            _writer?.Dispose();
            var healthy = _writer is { Failure: null };
            // Waits for who reads.
            _consistent.EnterWriteLock();
            try
            {
                _file?.Close(healthy);
                (_reader, _file) = (null, null);
            }
            finally
            {
                _consistent.ExitWriteLock();
            }

            _owner?.Dispose();
            _owner = null;
            if (!_closed)
                _writer = null;
        }
    }
}

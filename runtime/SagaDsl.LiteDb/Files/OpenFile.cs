using LiteDB;
using LiteDB.Engine;

namespace SagaDsl.Stores.LiteDb;

/// <summary>An open LiteDB file, over streams of the store's own: the file and its log.</summary>
internal sealed class OpenFile
{
    /// <summary>How long the log grows before it is moved into the file: 32 MB.</summary>
    private const long LongLog = 32L * 1024 * 1024;

    private readonly RawFile _dataFile, _logFile;
    private readonly LogFile _log;
    private LiteDatabase? _database;

    private OpenFile(RawFile dataFile, RawFile logFile) => (_dataFile, _logFile, _log) = (dataFile, logFile, new(logFile));

    public LiteDatabase Database => _database!;

    public Collections Collections { get; private set; } = null!;

    /// <exception cref="StoreVersionException">The file is newer, or not a store.</exception>
    public static OpenFile Open(string path, Func<string, RawFile> open)
    {
        // LiteDB's own name for a log. With one beside it the file is not complete.
        var foreign = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));
        if (new FileInfo(foreign) is { Exists: true, Length: > 0 })
            throw new InvalidDataException(
                $"beside it lies '{foreign}', a log of LiteDB itself: another program wrote to the file and was cut off. " +
                "Open and close it with that program first.");

        var data = open(path);
        OpenFile? file = null;
        try
        {
            file = new(data, open(path + "-redo"));
            file.OpenDatabase(path);
            return file;
        }
        catch
        {
            if (file is null)
                data.Dispose();
            file?.Close(healthy: false);
            throw;
        }
    }

    /// <summary>Ends the transaction. It is on disk when this returns.</summary>
    public void Commit()
    {
        Database.Commit();
        _log.Sync();
    }

    /// <summary>Moves the log into the file, if it is long.</summary>
    public void Checkpoint()
    {
        if (_log.Length > LongLog)
            Database.Checkpoint();
    }

    /// <param name="healthy">Whether nothing failed: then the log is moved into the file, which is a plain LiteDB file then.</param>
    public void Close(bool healthy)
    {
        try
        {
            if (healthy)
            {
                _log.Sync();
                Database.Checkpoint();
            }

            _database?.Dispose();
        }
        catch (Exception)
        {
            // What was acknowledged is in the log, and is moved at the next opening.
        }

        _logFile.Dispose();
        _dataFile.Dispose();
    }

    private void OpenDatabase(string path)
    {
        var data = new DataFile(_dataFile);
        _log.Redo(_dataFile);
        data.Verify();
        // Ordinal: ids that differ in case are two instances.
        _database = new(new LiteEngine(new EngineSettings { DataStream = data, LogStream = _log, Collation = Collation.Binary }));
        // LiteDB would move the log into the file before it is synced: the store says when.
        _database.CheckpointSize = 0;
        Collections = new(_database);
        Collections.CreateOrVerify(path);
        _log.Sync();
    }
}

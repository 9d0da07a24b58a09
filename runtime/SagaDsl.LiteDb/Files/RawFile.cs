namespace SagaDsl.Stores.LiteDb;

/// <summary>
/// A file without a buffer of the process's own: what is written is with the system, what is synced is on disk. A test can stand in its place.
/// </summary>
internal class RawFile(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    public string Path => path;

    public virtual long Length => RandomAccess.GetLength(_file.SafeFileHandle);

    /// <returns>How many bytes there were: fewer than asked at the file's end only.</returns>
    public virtual int Read(Span<byte> bytes, long offset)
    {
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(_file.SafeFileHandle, bytes[read..], offset + read) is var more and > 0)
            read += more;
        return read;
    }

    public virtual void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_file.SafeFileHandle, bytes, offset);

    public virtual void SetLength(long length) => _file.SetLength(length);

    /// <summary>Has the disk write what was written: contents and length.</summary>
    public virtual void Sync() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();
}

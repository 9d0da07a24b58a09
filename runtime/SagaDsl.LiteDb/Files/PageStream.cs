namespace SagaDsl.Stores.LiteDb;

/// <summary>A stream of whole pages, as LiteDB reads and writes them: it moves the position, and holds a lock on the stream, around each call.</summary>
internal abstract class PageStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Verify(count);
        ReadPage(Position / Page.Size, buffer.AsSpan(offset, count));
        Position += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Verify(count);
        WritePage(Position / Page.Size, buffer.AsSpan(offset, count));
        Position += count;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };

    /// <exception cref="IOException">There is no such page, or it is another one.</exception>
    protected abstract void ReadPage(long index, Span<byte> page);

    protected abstract void WritePage(long index, ReadOnlySpan<byte> page);

    private void Verify(int count)
    {
        if (count != Page.Size || Position % Page.Size != 0)
            throw new IOException($"LiteDB asked for {count} bytes at {Position}: whole pages are kept.");
    }
}

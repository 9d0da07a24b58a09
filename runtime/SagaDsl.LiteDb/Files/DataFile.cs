namespace SagaDsl.Stores.LiteDb;

/// <summary>
/// The file. LiteDB flushes it before it empties the log, and here that reaches the disk. A page that is not there or says
/// that it is another one is an error: LiteDB itself would go on with what its buffer held before.
/// </summary>
internal sealed class DataFile(RawFile file) : PageStream
{
    public override long Length => file.Length;

    public override void SetLength(long value) => file.SetLength(value);

    public override void Flush() => file.Sync();

    /// <summary>Looks at the file before LiteDB does, which cuts what it opens to whole pages, whatever it is.</summary>
    /// <exception cref="InvalidDataException">It is something else, or not whole.</exception>
    public void Verify()
    {
        var length = file.Length;
        if (length == 0)
            return;
        var header = new byte[Page.Size];
        if (!Page.IsHeader(header.AsSpan(0, file.Read(header, 0))))
            throw new InvalidDataException("it is not a LiteDB file, and was left as it is. Name another file, or restore a backup.");
        if (length % Page.Size != 0 || length < Page.CountIn(header) * Page.Size)
            throw new InvalidDataException(
                $"its end is missing: it has {length} bytes of {Page.CountIn(header) * Page.Size}. It was left as it is; restore a backup.");
    }

    protected override void ReadPage(long index, Span<byte> page)
    {
        if (file.Read(page, index * Page.Size) < page.Length)
            throw new EndOfStreamException($"page {index} is missing: the file is damaged.");
        if (Page.IdOf(page) != index)
            throw new IOException($"page {index} is not there, another one is in its place: the file is damaged.");
    }

    protected override void WritePage(long index, ReadOnlySpan<byte> page) => file.Write(page, index * Page.Size);
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SagaDsl.Stores.LiteDb;

/// <summary>
/// LiteDB's log, with a checksum for each page: LiteDB has none, and takes a torn transaction for a whole one. To LiteDB
/// it is a stream of pages. In the file stand 4096 bytes that name it and give its salt, then one frame a page.
/// </summary>
internal sealed class LogFile(RawFile file) : PageStream
{
    private const int Start = 4096;
    private readonly byte[] _frame = new byte[LogFrame.Size];
    private ulong _salt;
    private int _count;
    private int _synced;
    private Exception? _failure;

    private static ReadOnlySpan<byte> Mark => "SagaDsl.LiteDb 1"u8;

    public override long Length => (long)Volatile.Read(ref _count) * Page.Size;

    /// <summary>Moves the transactions that are whole into the file, syncs that, and begins a new log.</summary>
    /// <param name="data">The file.</param>
    /// <exception cref="InvalidDataException">It is no log, or what is missing was on disk.</exception>
    public void Redo(RawFile data)
    {
        if (ReadSalt())
        {
            var committed = Committed(WholeFrames());
            if (committed.Count > 0 && data.Length == 0)
                throw new InvalidDataException($"it is missing or empty, and its log '{file.Path}' is not. Restore it, or move the log away too.");
            foreach (var (page, index) in committed.OrderBy(entry => entry.Key))
            {
                ReadFrame(index);
                Page.Unmark(_frame);
                data.Write(_frame.AsSpan(0, Page.Size), page * (long)Page.Size);
            }

            if (committed.Count > 0)
                data.Sync();
            if (file.Length == Start)
                return;
        }

        Begin();
    }

    /// <summary>Has the disk write the pages so far.</summary>
    /// <exception cref="IOException">A page since the last time could not be written.</exception>
    public void Sync()
    {
        if (_failure is not null)
            throw new IOException($"the log could not be written: {_failure.Message}", _failure);
        file.Sync();
        _synced = _count;
    }

    /// <summary>LiteDB flushes its log where nothing depends on it: the store syncs it itself.</summary>
    public override void Flush()
    {
    }

    /// <summary>Empties it: what it held is in the file, and on disk.</summary>
    public override void SetLength(long value)
    {
        if (value != 0)
            throw new IOException("The log is emptied as a whole.");
        Begin();
    }

    protected override void ReadPage(long index, Span<byte> page)
    {
        if (index >= _count || !ReadFrame((int)index))
            throw new IOException($"page {index} of the log is damaged.");
        _frame.AsSpan(0, Page.Size).CopyTo(page);
    }

    protected override void WritePage(long index, ReadOnlySpan<byte> page)
    {
        if (index != _count)
            throw new IOException($"page {index} of the log does not follow page {_count - 1}.");
        page.CopyTo(_frame);
        LogFrame.Seal(_frame, _count, _synced, _salt);
        try
        {
            if (_failure is null)
                file.Write(_frame, Place(_count));
        }
        catch (Exception e)
        {
            // Not thrown into LiteDB: the finalizer of a transaction whose writing failed throws, and ends the process.
            _failure = e;
        }

        _count++;
    }

    private static long Place(int index) => Start + (long)index * LogFrame.Size;

    private bool ReadFrame(int index) => LogFrame.IsWhole(_frame.AsSpan(0, file.Read(_frame, Place(index))), index, _salt, out _);

    // The start is on disk before a page follows it: where pages are and it cannot be read, it is damaged, not torn.
    private bool ReadSalt()
    {
        var length = file.Length;
        var start = new byte[Start];
        var read = file.Read(start, 0);
        _salt = BinaryPrimitives.ReadUInt64LittleEndian(start.AsSpan(Mark.Length));
        if (read == Start && start.AsSpan(0, Mark.Length).SequenceEqual(Mark)
            && BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(Start - 4)) == LogFrame.Checksum(start.AsSpan(0, Start - 8), 0))
            return true;
        return length <= Start
            ? false
            : throw new InvalidDataException(
                $"its log '{file.Path}' is damaged at its start, or is no log. Both were left as they are; restore a backup of both.");
    }

    // Pages are lost at the end only, and only those that were not synced: a synced one behind a torn one is damage.
    private int WholeFrames()
    {
        var frames = (int)((file.Length - Start + LogFrame.Size - 1) / LogFrame.Size);
        var whole = 0;
        while (whole < frames && ReadFrame(whole))
            whole++;
        for (var later = whole + 1; later < frames; later++)
        {
            if (LogFrame.IsWhole(_frame.AsSpan(0, file.Read(_frame, Place(later))), later, _salt, out var first) && first > whole)
                throw new InvalidDataException(
                    $"its log '{file.Path}' is damaged at page {whole}, and goes on after it. Both were left as they are; restore a backup of both.");
        }

        return whole;
    }

    /// <returns>For each page of a whole transaction the frame that holds it last.</returns>
    private Dictionary<uint, int> Committed(int frames)
    {
        var committed = new Dictionary<uint, int>();
        var open = new Dictionary<uint, List<(uint Page, int Frame)>>();
        for (var i = 0; i < frames; i++)
        {
            ReadFrame(i);
            var transaction = Page.TransactionOf(_frame);
            if (!open.TryGetValue(transaction, out var pages))
                open.Add(transaction, pages = []);
            pages.Add((Page.IdOf(_frame), i));
            if (!Page.Confirms(_frame))
                continue;
            foreach (var (page, frame) in pages)
                committed[page] = frame;
            open.Remove(transaction);
        }

        return committed;
    }

    private void Begin()
    {
        var start = new byte[Start];
        Mark.CopyTo(start);
        RandomNumberGenerator.Fill(start.AsSpan(Mark.Length, sizeof(ulong)));
        _salt = BinaryPrimitives.ReadUInt64LittleEndian(start.AsSpan(Mark.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(Start - 4), LogFrame.Checksum(start.AsSpan(0, Start - 8), 0));
        // Empty on disk before it is anything else: so a start that cannot be read, with pages behind it, was never torn.
        file.SetLength(0);
        file.Sync();
        file.Write(start, 0);
        file.Sync();
        _count = _synced = 0;
    }
}

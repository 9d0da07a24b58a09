#if LITEDB
using SagaDsl.Stores.LiteDb;

namespace SagaDsl.Stores.Tests.LiteDb;

/// <summary>What was done to a store's files, in order.</summary>
internal sealed class FileTrace
{
    private readonly List<Change> _changes = [];
    private int _calls;

    /// <summary>The call that fails, from 1; 0: none.</summary>
    public int FailAt { get; set; }

    public bool ForEver { get; set; }

    public bool Afterwards { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    public int Count
    {
        get
        {
            lock (_changes)
                return _changes.Count;
        }
    }

    /// <summary>A change to a file: bytes at an offset, a length, or (neither) a sync.</summary>
    public sealed record Change(string Path, long Offset, byte[]? Bytes, bool IsSync);

    public void Do(Change? change, Action call)
    {
        var now = Interlocked.Increment(ref _calls);
        var fails = FailAt > 0 && (ForEver ? now >= FailAt : now == FailAt);
        if (fails && !Afterwards)
            throw new IOException("no space left on device (injected)");
        lock (_changes)
        {
            call();
            if (change is not null)
                _changes.Add(change);
        }

        if (fails)
            throw new IOException("input/output error (injected)");
    }

    /// <summary>The first moment from here on at which a sync is about to be made: most is at stake then.</summary>
    public int BeforeSync(int changes)
    {
        lock (_changes)
            return _changes.FindIndex(changes, c => c.IsSync) is var at and >= 0 ? at : changes;
    }

    /// <summary>The files as a power failure may leave them after so many changes: what was synced is there, of the rest what chance leaves.</summary>
    public Dictionary<string, byte[]> Images(int changes, Random random)
    {
        List<Change> done;
        lock (_changes)
            done = _changes[..changes];
        return done.Select(c => c.Path).Distinct().ToDictionary(path => path, path => Image(done.Where(c => c.Path == path).ToList(), random));
    }

    private static byte[] Image(List<Change> changes, Random random)
    {
        var file = new MemoryStream();
        var synced = changes.FindLastIndex(c => c.IsSync);
        // None of the rest, all of it, all but one that is torn, or anything between.
        var mode = random.Next(4);
        var keep = mode switch { 0 => 0.0, 1 or 2 => 1.0, _ => random.NextDouble() };
        var torn = mode == 2 ? random.Next(synced + 1, Math.Max(synced + 2, changes.Count)) : -1;
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            if (change.IsSync)
                continue;
            if (i < synced || (i != torn && random.NextDouble() < keep))
                Apply(file, change);
            else if (change.Bytes is { } bytes && (i == torn || random.Next(3) == 0))
                Apply(file, change with { Bytes = Torn(bytes, random) });
        }

        return file.ToArray();
    }

    // By sectors of 512 bytes: all from one on, or each for itself; with zeros or garbage where they are not.
    private static byte[] Torn(byte[] bytes, Random random)
    {
        var torn = (byte[])bytes.Clone();
        var garbage = random.Next(2) == 0;
        var scattered = random.Next(2) == 0;
        for (var sector = scattered ? 0 : random.Next(0, bytes.Length / 512 + 1) * 512; sector < bytes.Length; sector += 512)
        {
            if (scattered && random.Next(3) > 0)
                continue;
            var part = torn.AsSpan(sector, Math.Min(512, bytes.Length - sector));
            if (garbage)
                random.NextBytes(part);
            else
                part.Clear();
        }

        return torn;
    }

    private static void Apply(MemoryStream file, Change change)
    {
        if (change.Bytes is null)
        {
            file.SetLength(change.Offset);
            return;
        }

        file.Position = change.Offset;
        file.Write(change.Bytes);
    }
}

/// <summary>A file that writes down what is done to it, and fails when it is told to.</summary>
internal sealed class TracedFile(string path, FileTrace trace) : RawFile(path)
{
    public override long Length
    {
        get
        {
            var length = 0L;
            trace.Do(null, () => length = base.Length);
            return length;
        }
    }

    public override int Read(Span<byte> bytes, long offset)
    {
        var read = new byte[bytes.Length];
        var count = 0;
        trace.Do(null, () => count = base.Read(read, offset));
        read.CopyTo(bytes);
        return count;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var copy = bytes.ToArray();
        trace.Do(new(Path, offset, copy, false), () => base.Write(copy, offset));
    }

    public override void SetLength(long length) => trace.Do(new(Path, length, null, false), () => base.SetLength(length));

    public override void Sync() => trace.Do(new(Path, 0, null, true), base.Sync);
}
#endif

namespace SagaDsl.Stores.LiteDb;

/// <summary>Looks at a file before LiteDB does, which cuts what it opens to whole pages, whatever it is.</summary>
internal static class LiteDbFile
{
    /// <summary>Where a LiteDB file of version 5 says what it is.</summary>
    private const int MarkOffset = 32;

    private static ReadOnlySpan<byte> Mark => "** This is a LiteDB file **"u8;

    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static void Verify(string path)
    {
        if (!File.Exists(path))
            return;
        using var file = File.OpenRead(path);
        if (file.Length == 0)
            return;
        Span<byte> found = stackalloc byte[Mark.Length];
        file.Position = MarkOffset;
        if (file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) < found.Length || !found.SequenceEqual(Mark))
            throw new InvalidDataException("it is not a LiteDB file.");
    }
}

using System.Buffers.Binary;

namespace SagaDsl.Stores.LiteDb;

/// <summary>What the store knows of a LiteDB page, file format 8: who it is, and which transaction wrote it to the log.</summary>
internal static class Page
{
    public const int Size = 8192;

    private const int Transaction = 14, Confirmed = 18, MarkAt = 32, LastPage = 64;

    private static ReadOnlySpan<byte> Mark => "** This is a LiteDB file **"u8;

    public static uint IdOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page);

    public static uint TransactionOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[Transaction..]);

    /// <summary>Whether it is the last page of its transaction: with it the transaction counts.</summary>
    public static bool Confirms(ReadOnlySpan<byte> page) => page[Confirmed] != 0;

    /// <summary>Takes the marks of the log off it, as LiteDB does when it moves a page into the file.</summary>
    public static void Unmark(Span<byte> page)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[Transaction..], uint.MaxValue);
        page[Confirmed] = 0;
    }

    /// <summary>Whether it is the first page of a LiteDB file.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> page) => page.Length > LastPage + sizeof(uint) && page.Slice(MarkAt, Mark.Length).SequenceEqual(Mark);

    /// <summary>How many pages the file has, as its first page says.</summary>
    public static long CountIn(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header[LastPage..]) + 1L;
}

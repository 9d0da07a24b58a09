using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SagaDsl.Stores.LiteDb;

/// <summary>
/// A page in the log: the page, then a checksum over it, over its place, over the place of the first page that is synced
/// together with it, and over the log's salt. What was torn, or is left of an older log, does not fit.
/// </summary>
internal static class LogFrame
{
    public const int Size = Page.Size + 16;

    public static void Seal(Span<byte> frame, int index, int first, ulong salt)
    {
        var tail = frame[Page.Size..];
        BinaryPrimitives.WriteInt32LittleEndian(tail[4..], first);
        BinaryPrimitives.WriteUInt64LittleEndian(tail[8..], salt);
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Checksum(frame, index));
    }

    /// <param name="frame">What was read.</param>
    /// <param name="index">Its place in the log.</param>
    /// <param name="salt">The log's.</param>
    /// <param name="first">The place of the first page that was synced together with it.</param>
    /// <returns>Whether it is what was written there.</returns>
    public static bool IsWhole(ReadOnlySpan<byte> frame, int index, ulong salt, out int first)
    {
        first = 0;
        if (frame.Length < Size)
            return false;
        var tail = frame[Page.Size..];
        first = BinaryPrimitives.ReadInt32LittleEndian(tail[4..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]) == salt && BinaryPrimitives.ReadUInt32LittleEndian(tail) == Checksum(frame, index);
    }

    public static uint Checksum(ReadOnlySpan<byte> bytes, uint seed)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            seed = BitOperations.Crc32C(seed, word);
        return ~seed;
    }

    private static uint Checksum(ReadOnlySpan<byte> frame, int index) =>
        Checksum(frame.Slice(Page.Size + 8, 8),
            BitOperations.Crc32C(Checksum(frame[..Page.Size], (uint)index), BinaryPrimitives.ReadUInt32LittleEndian(frame[(Page.Size + 4)..])));
}

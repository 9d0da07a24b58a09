using System.Buffers.Binary;
using System.Security.Cryptography;
using SagaDsl.Journal;

namespace SagaDsl.Stores;

/// <summary>How messages and tombstones stand in bytes: the SHA-256 of the rest, the size of the JSON that follows, the JSON, and a payload.</summary>
internal static class HashedJson
{
    private const int Prefix = RecordHash.Size + sizeof(int);

    public static byte[] Join(ReadOnlySpan<byte> json, Payload payload)
    {
        var bytes = new byte[Prefix + json.Length + payload.Json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(RecordHash.Size), json.Length);
        json.CopyTo(bytes.AsSpan(Prefix));
        payload.Json.CopyTo(bytes.AsMemory(Prefix + json.Length));
        SHA256.HashData(bytes.AsSpan(RecordHash.Size), bytes);
        return bytes;
    }

    /// <returns>False: the bytes are not what was written.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> json, out ReadOnlySpan<byte> payload)
    {
        json = payload = default;
        if (bytes.Length < Prefix)
            return false;
        Span<byte> hash = stackalloc byte[RecordHash.Size];
        SHA256.HashData(bytes[RecordHash.Size..], hash);
        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes[RecordHash.Size..]);
        if (!hash.SequenceEqual(bytes[..RecordHash.Size]) || size < 0 || size > bytes.Length - Prefix)
            return false;
        json = bytes.Slice(Prefix, size);
        payload = bytes[(Prefix + size)..];
        return true;
    }
}

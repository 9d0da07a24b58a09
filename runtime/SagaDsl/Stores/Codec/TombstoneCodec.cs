using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SagaDsl.Journal;

namespace SagaDsl.Stores;

/// <summary>
/// Tombstones as bytes, for stores: the SHA-256 of the rest, the size of the JSON that follows, and the saga's result.
/// </summary>
public static class TombstoneCodec
{
    private const int Prefix = RecordHash.Size + sizeof(int);

    /// <summary>Writes a tombstone.</summary>
    public static byte[] Encode(Tombstone tombstone)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        var json = JsonSerializer.SerializeToUtf8Bytes(new(1, tombstone.Status, tombstone.InputHashes, tombstone.Failure), TombstoneJson.Default.TombstoneHead);
        var bytes = new byte[Prefix + json.Length + tombstone.Result.Json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(RecordHash.Size), json.Length);
        json.CopyTo(bytes, Prefix);
        tombstone.Result.Json.CopyTo(bytes.AsMemory(Prefix + json.Length));
        SHA256.HashData(bytes.AsSpan(RecordHash.Size), bytes);
        return bytes;
    }

    /// <summary>Reads a tombstone.</summary>
    /// <param name="instance">The instance's id, for the message.</param>
    /// <param name="bytes">What was stored.</param>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public static Tombstone Decode(string instance, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[RecordHash.Size];
        if (bytes.Length >= Prefix)
            SHA256.HashData(bytes[RecordHash.Size..], hash);
        if (bytes.Length < Prefix || !hash.SequenceEqual(bytes[..RecordHash.Size]))
            throw new JournalDamagedException(instance, 0, "the hash of its tombstone does not match");

        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes[RecordHash.Size..]);
        try
        {
            var head = JsonSerializer.Deserialize(bytes.Slice(Prefix, size), TombstoneJson.Default.TombstoneHead);
            return new(head.Status, head.InputHashes ?? [], head.Failure) { Result = new(bytes[(Prefix + size)..].ToArray()) };
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new JournalDamagedException(instance, 0, "its tombstone cannot be read: " + e.Message);
        }
    }
}

/// <summary>A tombstone without the result.</summary>
internal readonly record struct TombstoneHead(int V, SagaStatus Status, IReadOnlyList<string>? InputHashes, SagaFailure? Failure);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TombstoneHead))]
internal sealed partial class TombstoneJson : JsonSerializerContext;

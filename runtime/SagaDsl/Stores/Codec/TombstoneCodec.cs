using System.Text.Json;
using System.Text.Json.Serialization;

namespace SagaDsl.Stores;

/// <summary>
/// Tombstones as bytes, for stores: the SHA-256 of the rest, the size of the JSON that follows, and the saga's result.
/// </summary>
public static class TombstoneCodec
{
    private const int Version = 1;

    /// <summary>Writes a tombstone.</summary>
    public static byte[] Encode(Tombstone tombstone)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        var head = new TombstoneHead(Version, tombstone.Status, tombstone.InputHashes, tombstone.Failure);
        return HashedJson.Join(JsonSerializer.SerializeToUtf8Bytes(head, TombstoneJson.Default.TombstoneHead), tombstone.Result);
    }

    /// <summary>Reads a tombstone.</summary>
    /// <param name="instance">The instance's id, for the message.</param>
    /// <param name="bytes">What was stored.</param>
    /// <exception cref="JournalDamagedException">It is not what was written, or a later version wrote it.</exception>
    public static Tombstone Decode(string instance, ReadOnlySpan<byte> bytes)
    {
        if (!HashedJson.TrySplit(bytes, out var json, out var result))
            throw new JournalDamagedException(instance, 0, "the hash of its tombstone does not match");
        try
        {
            var head = JsonSerializer.Deserialize(json, TombstoneJson.Default.TombstoneHead);
            if (head.V != Version)
                throw new JsonException($"It is of version {head.V}.");
            if (!Enum.IsDefined(head.Status))
                throw new JsonException($"Its status is {head.Status}.");
            if (head.Failure is { Cause: var cause } && !Enum.IsDefined(cause))
                throw new JsonException($"Its cause is {cause}.");
            return new(head.Status, head.InputHashes ?? [], head.Failure) { Result = new(result.ToArray()) };
        }
        catch (JsonException e)
        {
            // The hash was right, so it was written so.
            throw new JournalDamagedException(instance, 0, "its tombstone cannot be read; a later version wrote it: " + e.Message);
        }
    }
}

/// <summary>A tombstone without the result.</summary>
internal readonly record struct TombstoneHead(int V, SagaStatus Status, IReadOnlyList<string>? InputHashes, SagaFailure? Failure);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TombstoneHead))]
internal sealed partial class TombstoneJson : JsonSerializerContext;

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SagaDsl.Journal;

namespace SagaDsl.Stores;

/// <summary>
/// Messages as bytes, for stores: the SHA-256 of the rest, the size of the JSON that follows, and the payload.
/// </summary>
public static class MessageCodec
{
    private const int Prefix = RecordHash.Size + sizeof(int);

    /// <summary>Writes a message.</summary>
    public static byte[] Encode(SagaMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var head = new MessageHead(
            message.Id, message.Instance, message.Kind, message.Command, message.Name, message.Step, message.Element, message.By, message.From,
            message.KeepUntil, message.Payload.IsPresent);
        var json = JsonSerializer.SerializeToUtf8Bytes(head, MessageJson.Default.MessageHead);
        var bytes = new byte[Prefix + json.Length + message.Payload.Json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(RecordHash.Size), json.Length);
        json.CopyTo(bytes, Prefix);
        message.Payload.Json.CopyTo(bytes.AsMemory(Prefix + json.Length));
        SHA256.HashData(bytes.AsSpan(RecordHash.Size), bytes);
        return bytes;
    }

    /// <summary>Reads a message.</summary>
    /// <param name="instance">The addressee it is stored under.</param>
    /// <param name="bytes">What was stored.</param>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public static SagaMessage Decode(string instance, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[RecordHash.Size];
        if (bytes.Length >= Prefix)
            SHA256.HashData(bytes[RecordHash.Size..], hash);
        if (bytes.Length < Prefix || !hash.SequenceEqual(bytes[..RecordHash.Size]))
            throw Damaged(instance, "the hash of a message in its inbox does not match");

        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes[RecordHash.Size..]);
        try
        {
            var head = JsonSerializer.Deserialize(bytes.Slice(Prefix, size), MessageJson.Default.MessageHead)!;
            if (head.To != instance)
                throw Damaged(instance, $"a message in its inbox was sent to '{head.To}'");
            return new(head.Id, head.To, head.Kind)
            {
                Command = head.Command,
                Name = head.Name,
                Step = head.Step,
                Element = head.Element,
                By = head.By,
                From = head.From,
                KeepUntil = head.Until,
                Payload = head.Value ? new(bytes[(Prefix + size)..].ToArray()) : default,
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw Damaged(instance, "a message in its inbox cannot be read: " + e.Message);
        }
    }

    private static JournalDamagedException Damaged(string instance, string what) => new(instance, 0, what);
}

/// <summary>A message without its payload.</summary>
internal sealed record MessageHead(
    string Id, string To, MessageKind Kind, OperatorCommand? Command, string? Name, string? Step, int? Element, OperatorAct? By, string? From,
    DateTimeOffset? Until, bool Value);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageHead))]
internal sealed partial class MessageJson : JsonSerializerContext;

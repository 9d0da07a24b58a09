using System.Text.Json;
using System.Text.Json.Serialization;

namespace SagaDsl.Stores;

/// <summary>
/// Messages as bytes, for stores: the SHA-256 of the rest, the size of the JSON that follows, and the payload. What a later
/// version wrote is not understood by leaving half of it out: such a message is of kind <see cref="MessageKind.Unknown"/>.
/// </summary>
public static class MessageCodec
{
    private const int Version = 1;

    /// <summary>Writes a message.</summary>
    public static byte[] Encode(SagaMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var head = new MessageHead(
            Version, message.Id, message.Instance, message.Kind, message.Command, message.Name, message.Step, message.Element, message.By, message.From,
            message.KeepUntil, message.Payload.IsPresent);
        return HashedJson.Join(JsonSerializer.SerializeToUtf8Bytes(head, MessageJson.Default.MessageHead), message.Payload);
    }

    /// <summary>Reads a message. One of a later version is <see cref="MessageKind.Unknown"/>, with its id, its addressee and nothing more.</summary>
    /// <param name="instance">The addressee it is stored under.</param>
    /// <param name="bytes">What was stored.</param>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public static SagaMessage Decode(string instance, ReadOnlySpan<byte> bytes)
    {
        if (!HashedJson.TrySplit(bytes, out var json, out var payload))
            throw Damaged(instance, "the hash of a message in its inbox does not match");
        var head = Read(instance, json);
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
            Payload = head.Value ? new(payload.ToArray()) : default,
        };
    }

    private static MessageHead Read(string instance, ReadOnlySpan<byte> json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, MessageJson.Default.MessageHead) is { V: Version, Id: not null, To: not null } head &&
                Enum.IsDefined(head.Kind) && (head.Command is not { } command || Enum.IsDefined(command)))
                return head;
        }
        catch (JsonException)
        {
            // The hash was right, so it was written so: by a later version.
        }

        return Unknown(instance, json);
    }

    private static MessageHead Unknown(string instance, ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var root = JsonElement.ParseValue(ref reader);
            return new(Version, Text(root, "id"), Text(root, "to"), MessageKind.Unknown, null, null, null, null, null, null, null, false);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Damaged(instance, "a message in its inbox cannot be read: " + e.Message);
        }
    }

    private static string Text(JsonElement root, string member) =>
        root.TryGetProperty(member, out var value) && value.GetString() is { } text ? text : throw new JsonException($"'{member}' is missing.");

    private static JournalDamagedException Damaged(string instance, string what) => new(instance, 0, what);
}

/// <summary>A message without its payload.</summary>
internal sealed record MessageHead(
    int V, string Id, string To, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] MessageKind Kind, OperatorCommand? Command, string? Name,
    string? Step, int? Element, OperatorAct? By, string? From, DateTimeOffset? Until, bool Value);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageHead))]
internal sealed partial class MessageJson : JsonSerializerContext;

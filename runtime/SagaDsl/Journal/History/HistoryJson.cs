using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>
/// Entries as people and other programs read them: as the journal has them, with nothing left out that is merely zero, in
/// one object each: <c>{"type":"StepCompleted","step":"Charge","attempt":1,"payload":{…}}</c>.
/// </summary>
internal static class HistoryJson
{
    private static readonly JsonSerializerOptions Options = new(EntryJson.Default.Options)
    {
        TypeInfoResolver = EntryJson.Default,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An entry's members, without its payload; empty for one of an unknown type.</summary>
    public static JsonElement Members(JournalEntry entry) => entry is UnknownEntry
        ? default
        : JsonSerializer.SerializeToElement(entry, Options.GetTypeInfo(entry.GetType()));

    /// <summary>The name of an entry's type.</summary>
    public static string TypeOf(JournalEntry entry) => entry is UnknownEntry unknown ? unknown.Type : entry.GetType().Name;

    public static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("type", TypeOf(entry));
        if (Members(entry) is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (var member in members.EnumerateObject())
                member.WriteTo(writer);
        }

        if (entry is IPayloadEntry { Payload.IsPresent: true } carrier)
        {
            writer.WritePropertyName("payload");
            Write(writer, carrier.Payload);
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Payload payload)
    {
        if (payload.IsPresent)
            writer.WriteRawValue(payload.Json.Span, skipInputValidation: true);
        else
            writer.WriteNullValue();
    }

    public static void Write(Utf8JsonWriter writer, JournalRecord record)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", record.Position);
        writer.WriteString("time", record.Time);
        writer.WriteString("node", record.Writer.Node);
        writer.WriteString("hash", record.Hash.ToString());
        writer.WriteString("previous", record.Previous.ToString());
        writer.WriteStartArray("entries");
        foreach (var entry in record.Entries)
            Write(writer, entry);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

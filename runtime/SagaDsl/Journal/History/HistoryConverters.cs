using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>
/// Writes a part of a history. Public, so that a user's <see cref="JsonSerializerContext"/> can name it. A history is not read
/// back by it: whoever receives one reads it as JSON.
/// </summary>
/// <typeparam name="T">The part.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HistoryConverter<T> : JsonConverter<T>
{
    private protected HistoryConverter()
    {
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is written as JSON for others to read, and is not read back: parse it with JsonDocument.");
}

/// <summary>Writes records.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JournalRecordConverter : HistoryConverter<JournalRecord>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JournalRecord value, JsonSerializerOptions options) => HistoryJson.Write(writer, value);
}

/// <summary>Writes entries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JournalEntryConverter : HistoryConverter<JournalEntry>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JournalEntry value, JsonSerializerOptions options) => HistoryJson.Write(writer, value);
}

/// <summary>Writes a user's value as the JSON that it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PayloadConverter : HistoryConverter<Payload>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options) => HistoryJson.Write(writer, value);
}

/// <summary>Writes a hash as 64 hexadecimal digits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RecordHashConverter : JsonConverter<RecordHash>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">It is not that.</exception>
    public override RecordHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return RecordHash.Parse(reader.GetString()!);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RecordHash value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SagaDsl.Journal;

/// <summary>
/// Writes records as bytes, for stores. One encoder holds one record at a time in buffers that it keeps; it is not
/// thread-safe, and meant to be reused.
/// </summary>
public sealed class RecordEncoder : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _head = new(512);
    private readonly ArrayBufferWriter<byte> _payloads = new(256);
    private readonly Utf8JsonWriter _writer;

    /// <summary>An encoder that holds nothing yet.</summary>
    public RecordEncoder() => _writer = new(_head, Options);

    /// <summary>The head of the last record: until the next one.</summary>
    public ReadOnlySpan<byte> Head => _head.WrittenSpan;

    /// <summary>The payloads of the last record: until the next one.</summary>
    public ReadOnlySpan<byte> Payloads => _payloads.WrittenSpan;

    /// <summary>The hash of the last record.</summary>
    public RecordHash Hash { get; private set; }

    /// <summary>Writes a record, and seals it with its hash.</summary>
    /// <param name="instance">The id of the instance it belongs to: part of what is hashed.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentException">It holds an <see cref="UnknownEntry"/>.</exception>
    public void Encode(string instance, JournalRecord record)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(record);
        _head.ResetWrittenCount();
        _payloads.ResetWrittenCount();
        _writer.Reset();

        Span<byte> hex = stackalloc byte[2 * RecordHash.Size];
        _writer.WriteStartObject();
        _writer.WriteNumber(RecordFormat.V, RecordFormat.Version);
        _writer.WriteString(RecordFormat.Id, instance);
        _writer.WriteNumber(RecordFormat.N, record.Position);
        _writer.WriteString(RecordFormat.At, record.Time);
        _writer.WriteString(RecordFormat.Node, record.Writer.Node);
        _writer.WriteNumber(RecordFormat.Epoch, record.Writer.Epoch);
        _writer.WriteNumber(RecordFormat.Nonce, record.Nonce);
        record.Previous.WriteHex(hex);
        _writer.WriteString(RecordFormat.Prev, hex);
        _writer.WriteStartArray(RecordFormat.Entries);
        for (var i = 0; i < record.Count; i++)
            Write(record[i], hex);
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.Flush();

        Span<byte> hash = stackalloc byte[RecordHash.Size];
        SHA256.HashData(_head.WrittenSpan, hash);
        Hash = new(hash);
        record.Seal(Hash);
    }

    /// <summary>Releases the writer.</summary>
    public void Dispose() => _writer.Dispose();

    private void Write(JournalEntry entry, Span<byte> hex)
    {
        var format = EntryFormat.For(entry);
        _writer.WriteStartObject();
        _writer.WritePropertyName(format.Name);
        format.Write(_writer, entry);
        if (entry is IPayloadEntry { Payload: { IsPresent: true } payload })
        {
            Span<byte> hash = stackalloc byte[RecordHash.Size];
            SHA256.HashData(payload.Json.Span, hash);
            new RecordHash(hash).WriteHex(hex);
            _writer.WriteString(RecordFormat.Payload, hex);
            _writer.WriteNumber(RecordFormat.Size, payload.Json.Length);
            _payloads.Write(payload.Json.Span);
        }

        _writer.WriteEndObject();
    }
}

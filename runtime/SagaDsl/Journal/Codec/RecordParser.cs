using System.Security.Cryptography;
using System.Text.Json;

namespace SagaDsl.Journal;

/// <summary>Reads one head, and checks that it names the instance, the place and the predecessor that it should.</summary>
internal readonly struct RecordParser(string instance, int position, RecordHash? previous, WriterId? writer)
{
    public JournalRecord Parse(ReadOnlySpan<byte> head, ReadOnlySpan<byte> payloads)
    {
        var reader = new Utf8JsonReader(head);
        Expect(ref reader, JsonTokenType.StartObject);
        string? node = null;
        long epoch = 0, nonce = 0;
        var prev = previous ?? default;
        DateTimeOffset at = default;
        List<JournalEntry>? entries = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(RecordFormat.V.EncodedUtf8Bytes))
            {
                var version = Int(ref reader);
                if (version != RecordFormat.Version)
                    return Unknown($"record version {version}", prev);
            }
            else if (reader.ValueTextEquals(RecordFormat.Id.EncodedUtf8Bytes))
            {
                if (Text(ref reader) is var id && id != instance)
                    throw Damaged($"it belongs to instance '{id}'");
            }
            else if (reader.ValueTextEquals(RecordFormat.N.EncodedUtf8Bytes))
            {
                if (Int(ref reader) is var n && n != position)
                    throw Damaged($"it was written as record {n}");
            }
            else if (reader.ValueTextEquals(RecordFormat.At.EncodedUtf8Bytes))
            {
                reader.Read();
                at = reader.GetDateTimeOffset();
            }
            else if (reader.ValueTextEquals(RecordFormat.Node.EncodedUtf8Bytes))
                node = Text(ref reader);
            else if (reader.ValueTextEquals(RecordFormat.Epoch.EncodedUtf8Bytes))
                epoch = Long(ref reader);
            else if (reader.ValueTextEquals(RecordFormat.Nonce.EncodedUtf8Bytes))
                nonce = Long(ref reader);
            else if (reader.ValueTextEquals(RecordFormat.Prev.EncodedUtf8Bytes))
            {
                prev = RecordHash.Parse(Text(ref reader));
                if (previous is { } expected && prev != expected)
                    throw Damaged("it does not follow the record before it: the hash chain is broken");
            }
            else if (reader.ValueTextEquals(RecordFormat.Entries.EncodedUtf8Bytes))
                entries = Entries(ref reader, payloads);
            else
                return Unknown($"record member '{reader.GetString()}'", prev);
        }

        return entries is null || node is null
            ? throw new JsonException("The head is not complete.")
            : Record(node, epoch, nonce, at, entries, prev);
    }

    private List<JournalEntry> Entries(ref Utf8JsonReader reader, ReadOnlySpan<byte> payloads)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var entries = new List<JournalEntry>();
        var offset = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            entries.Add(Entry(ref reader, payloads, ref offset));
        return offset == payloads.Length
            ? entries
            : throw Damaged($"its payloads have {payloads.Length} bytes, not {offset}");
    }

    private JournalEntry Entry(ref Utf8JsonReader reader, ReadOnlySpan<byte> payloads, ref int offset)
    {
        JournalEntry? entry = null;
        RecordHash? hash = null;
        var size = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(RecordFormat.Payload.EncodedUtf8Bytes))
                hash = RecordHash.Parse(Text(ref reader));
            else if (reader.ValueTextEquals(RecordFormat.Size.EncodedUtf8Bytes))
                size = Int(ref reader);
            else
                entry = entry is null ? Body(ref reader) : throw new JsonException("An entry has two types.");
        }

        if (entry is null)
            throw new JsonException("An entry has no type.");
        if (hash is null)
            return entry;

        if (size < 0 || size > payloads.Length - offset)
            throw Damaged("a payload is missing");
        Span<byte> actual = stackalloc byte[RecordHash.Size];
        SHA256.HashData(payloads.Slice(offset, size), actual);
        if (new RecordHash(actual) != hash)
            throw Damaged("the hash of a payload does not match");
        var payload = new Payload(payloads.Slice(offset, size).ToArray());
        offset += size;
        return entry is IPayloadEntry carrier ? carrier.With(payload) : entry;
    }

    // The hash was right, so what cannot be read was written so: by a later version.
    private static JournalEntry Body(ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        reader.Read();
        if (EntryFormat.Find(name) is not { } format)
        {
            reader.Skip();
            return new UnknownEntry(name);
        }

        var start = reader;
        try
        {
            return format.Read(ref reader) ?? throw new JsonException("An entry is null.");
        }
        catch (JsonException e)
        {
            reader = start;
            reader.Skip();
            return new UnknownEntry($"{name} ({e.Message})");
        }
    }

    private JournalRecord Unknown(string what, RecordHash prev) => Record("", 0, 0, default, [new UnknownEntry(what)], prev);

    private JournalRecord Record(string node, long epoch, long nonce, DateTimeOffset at, IReadOnlyList<JournalEntry> entries, RecordHash prev) =>
        new() { Position = position, Previous = prev, Writer = Same(node, epoch) ?? new(node, epoch), Nonce = nonce, Time = at, Entries = entries };

    // Most records of an instance have one writer.
    private WriterId? Same(string node, long epoch) => writer is not null && writer.Node == node && writer.Epoch == epoch ? writer : null;

    private JournalDamagedException Damaged(string what) => new(instance, position, what);

    private static string Text(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static int Int(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.Number);
        return reader.GetInt32();
    }

    private static long Long(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.Number);
        return reader.GetInt64();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new JsonException($"{type} expected.");
    }
}

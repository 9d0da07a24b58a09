using System.Security.Cryptography;
using System.Text;
using SagaDsl.Journal;

namespace SagaDsl.Stores.Tests.Codec;

/// <summary>A record as bytes, to be changed and read back.</summary>
internal sealed record Encoded(RecordHash Hash, byte[] Head, byte[] Payloads)
{
    public static JournalRecord Draft(JournalEntry[] entries, int position = 0, RecordHash previous = default, DateTimeOffset? time = null) => new()
    {
        Position = position,
        Previous = previous,
        Writer = new("node-1", 7),
        Nonce = 42,
        Time = time ?? Testing.Stores.JournalWriter.Noon,
        Entries = entries,
    };

    public static Encoded Of(JournalRecord record, string instance = "order-1")
    {
        using var encoder = new RecordEncoder();
        encoder.Encode(instance, record);
        Assert.Equal(encoder.Hash, record.Hash);
        return new(encoder.Hash, encoder.Head.ToArray(), encoder.Payloads.ToArray());
    }

    public static Encoded Record(params JournalEntry[] entries) => Of(Draft(entries));

    /// <summary>The same with another head, and a hash that fits it: what a newer version, or a forger, could have written.</summary>
    public Encoded Rewritten(Func<string, string> head) => Rewritten(Encoding.UTF8.GetBytes(head(Encoding.UTF8.GetString(Head))));

    public Encoded Rewritten(byte[] head) => this with { Head = head, Hash = new(SHA256.HashData(head)) };

    public JournalRecord Read(int position = 0, string instance = "order-1") => new RecordDecoder(instance).Read(position, Hash, Head, Payloads);
}

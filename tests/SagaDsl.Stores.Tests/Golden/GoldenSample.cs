using System.Buffers.Binary;
using SagaDsl.Journal;
using SagaDsl.Stores.Tests.Codec;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.Golden;

/// <summary>What is kept in a golden file: how this version writes a sample of it, and how it reads one.</summary>
internal sealed record GoldenSample(string Name, Func<GoldenFile> Write, Func<GoldenFile, object> Read)
{
    /// <summary>Hash and size, before the JSON of a message or a tombstone.</summary>
    private const int Prefix = RecordHash.Size + sizeof(int);

    /// <summary>One for each type of entry, each kind of message, and the tombstone.</summary>
    public static IReadOnlyList<GoldenSample> All { get; } =
    [
        .. EntrySamples.Types.Select(OfEntry),
        .. Enum.GetValues<MessageKind>().Except([MessageKind.Unknown]).Select(OfMessage),
        OfTombstone("Tombstone", new(SagaStatus.Completed, ["aa", "bb"], null) { Result = JournalWriter.PayloadOf("{\"a\":\"ü\"}") }),
        OfTombstone("Tombstone.Failed",
            new(SagaStatus.Compensated, [], new(FailureCause.RetriesExhausted, "Charge", 3, "CardDeclined", "declined: ü", "ann", ["B", "A"], ["C"]))),
    ];

    private static GoldenSample OfEntry(Type type) => new(
        type.Name,
        () =>
        {
            var record = Encoded.Draft([EntrySamples.Full(type), EntrySamples.Sparse(type)], position: 3,
                previous: new([.. Enumerable.Repeat((byte)0xa5, RecordHash.Size)]));
            var encoded = Encoded.Of(record);
            var hash = new byte[RecordHash.Size];
            encoded.Hash.CopyTo(hash);
            return new(hash, encoded.Head, encoded.Payloads, MemberLines.Of(record));
        },
        golden => new RecordDecoder("order-1", 3).Read(3, new(golden.Before), golden.Json, golden.After));

    private static GoldenSample OfMessage(MessageKind kind) => new(
        "Message." + kind,
        () =>
        {
            var message = new SagaMessage("m-1", "order-1", kind)
            {
                Command = kind == MessageKind.Command ? OperatorCommand.Supply : null,
                Name = "paid",
                Step = "Charge",
                Element = 7,
                By = new("ann", "ü"),
                From = "parent-1",
                KeepUntil = JournalWriter.Noon,
                Payload = JournalWriter.PayloadOf("{\"a\":\"ü\"}"),
            };
            return Split(MessageCodec.Encode(message), message);
        },
        golden => MessageCodec.Decode("order-1", Joined(golden)));

    private static GoldenSample OfTombstone(string name, Tombstone tombstone) => new(
        name, () => Split(TombstoneCodec.Encode(tombstone), tombstone), golden => TombstoneCodec.Decode("order-1", Joined(golden)));

    private static GoldenFile Split(byte[] bytes, object sample)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(RecordHash.Size));
        return new(bytes[..Prefix], bytes[Prefix..(Prefix + size)], bytes[(Prefix + size)..], MemberLines.Of(sample));
    }

    private static byte[] Joined(GoldenFile golden) => [.. golden.Before, .. golden.Json, .. golden.After];
}

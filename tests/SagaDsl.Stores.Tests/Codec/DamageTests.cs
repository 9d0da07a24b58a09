using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SagaDsl.Journal;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.Codec;

public sealed class DamageTests
{
    private static readonly JournalEntry Carrier = new StepCompleted("A", 1) { Payload = JournalWriter.PayloadOf("{\"id\":1}") };

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var good = Encoded.Record(Carrier, new StepScheduled("B", "key"));
        for (var bit = 0; bit < good.Head.Length * 8; bit++)
            Assert.Throws<JournalDamagedException>(() => (good with { Head = Flip(good.Head, bit) }).Read());
        for (var bit = 0; bit < good.Payloads.Length * 8; bit++)
            Assert.Throws<JournalDamagedException>(() => (good with { Payloads = Flip(good.Payloads, bit) }).Read());
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        var good = Encoded.Record(Carrier);
        for (var length = 0; length < good.Head.Length; length++)
            Assert.Throws<JournalDamagedException>(() => (good with { Head = good.Head[..length] }).Read());
        for (var length = 0; length < good.Payloads.Length; length++)
            Assert.Throws<JournalDamagedException>(() => (good with { Payloads = good.Payloads[..length] }).Read());
        Assert.Throws<JournalDamagedException>(() => (good with { Payloads = [.. good.Payloads, 1] }).Read());
    }

    [Fact]
    public void The_message_says_which_instance_which_record_and_what()
    {
        var good = Encoded.Record(Carrier);
        var e = Assert.Throws<JournalDamagedException>(() => (good with { Payloads = Flip(good.Payloads, 3) }).Read());
        Assert.Equal(("order-1", 0), (e.Instance, e.Position));
        Assert.Contains("'order-1' is damaged at record 0: the hash of a payload does not match", e.Message);
    }

    [Fact]
    public void A_record_of_another_instance_or_place_is_noticed()
    {
        var good = Encoded.Record(Carrier);
        Assert.Contains("belongs to instance 'order-1'", Assert.Throws<JournalDamagedException>(() => good.Read(instance: "order-2")).Message);

        var second = Encoded.Of(Encoded.Draft([Carrier], position: 1));
        Assert.Contains("was written as record 1", Assert.Throws<JournalDamagedException>(() => second.Read()).Message);
        Assert.Contains("the record is missing", Assert.Throws<JournalDamagedException>(() => second.Read(position: 1)).Message);
    }

    [Fact]
    public void A_broken_chain_is_noticed()
    {
        var first = Encoded.Record(Carrier);
        var decoder = new RecordDecoder("order-1");
        decoder.Read(0, first.Hash, first.Head, first.Payloads);
        var other = Encoded.Of(Encoded.Draft([Carrier], 1, previous: new(new byte[32])));
        var e = Assert.Throws<JournalDamagedException>(() => decoder.Read(1, other.Hash, other.Head, other.Payloads));
        Assert.Contains("the hash chain is broken", e.Message);

        var follower = Encoded.Of(Encoded.Draft([Carrier], 1, first.Hash));
        decoder.Read(1, follower.Hash, follower.Head, follower.Payloads);
        decoder.End(2);
        Assert.Contains("3 records were appended, and 2 are there", Assert.Throws<JournalDamagedException>(() => decoder.End(3)).Message);
        Assert.Contains("1 records were appended, and 2 are there", Assert.Throws<JournalDamagedException>(() => decoder.End(1)).Message);
    }

    [Fact]
    public void From_a_position_on_the_first_predecessor_is_taken_on_trust_and_no_other()
    {
        var first = Encoded.Record(Carrier);
        var second = Encoded.Of(Encoded.Draft([Carrier], 1, first.Hash));
        var third = Encoded.Of(Encoded.Draft([Carrier], 2, second.Hash));
        var decoder = new RecordDecoder("order-1", 1);
        Assert.Equal(first.Hash, decoder.Read(1, second.Hash, second.Head, second.Payloads).Previous);
        decoder.Read(2, third.Hash, third.Head, third.Payloads);
        decoder.End(3);
        Assert.Equal([1, 2], decoder.Records.Select(r => r.Position));
        Assert.Contains("4 records were appended, and 3 are there", Assert.Throws<JournalDamagedException>(() => decoder.End(4)).Message);
        Assert.Contains("2 records were appended, and 3 are there", Assert.Throws<JournalDamagedException>(() => decoder.End(2)).Message);

        var fork = Encoded.Of(Encoded.Draft([Carrier], 2, first.Hash));
        decoder = new("order-1", 1);
        decoder.Read(1, second.Hash, second.Head, second.Payloads);
        Assert.Contains("the hash chain is broken", Assert.Throws<JournalDamagedException>(() => decoder.Read(2, fork.Hash, fork.Head, fork.Payloads)).Message);
    }

    [Fact]
    public void From_a_position_on_what_is_missing_is_noticed()
    {
        var second = Encoded.Of(Encoded.Draft([Carrier], 1));
        Assert.Contains("the record is missing",
            Assert.Throws<JournalDamagedException>(() => new RecordDecoder("order-1", 2).Read(1, second.Hash, second.Head, second.Payloads)).Message);
        Assert.Equal(2,
            Assert.Throws<JournalDamagedException>(() => new RecordDecoder("order-1", 2).Read(3, second.Hash, second.Head, second.Payloads)).Position);
        new RecordDecoder("order-1", 2).End(2);
        new RecordDecoder("order-1", 5).End(2);
        Assert.Equal(2, Assert.Throws<JournalDamagedException>(() => new RecordDecoder("order-1", 2).End(3)).Position);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordDecoder("order-1", -1));
    }

    [Fact]
    public void A_message_notices_every_flipped_bit_and_cut()
    {
        var good = MessageCodec.Encode(SagaMessage.OfCommand("a", "order-1", OperatorCommand.Supply, new("ann", "why"), "A", JournalWriter.PayloadOf("17")));
        Assert.Equal("17", MessageCodec.Decode("order-1", good).Payload.ToString());
        Assert.Contains("was sent to 'order-1'", Assert.Throws<JournalDamagedException>(() => MessageCodec.Decode("order-2", good)).Message);
        for (var bit = 0; bit < good.Length * 8; bit++)
            Assert.Throws<JournalDamagedException>(() => MessageCodec.Decode("order-1", Flip(good, bit)));
        for (var length = 0; length < good.Length; length++)
            Assert.Throws<JournalDamagedException>(() => MessageCodec.Decode("order-1", good[..length]));
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"v\":1,", "")]
    [InlineData("\"kind\":\"Command\"", "\"kind\":\"Teleport\"")]
    [InlineData("\"kind\":\"Command\"", "\"kind\":99")]
    [InlineData("\"kind\":\"Command\"", "\"kind\":{\"of\":\"more\"}")]
    [InlineData("\"command\":\"Supply\"", "\"command\":\"Undo\"")]
    [InlineData("\"command\":\"Supply\"", "\"command\":99")]
    [InlineData("\"step\":\"A\"", "\"step\":\"A\",\"before\":\"2030-01-01\"")]
    [InlineData("\"reason\":\"why\"", "\"reason\":\"why\",\"role\":\"owner\"")]
    public void A_message_of_a_later_version_is_unknown_as_a_whole_and_no_damage(string here, string there)
    {
        var read = MessageCodec.Decode("order-1", Rewritten(MessageCodec.Encode(Supply), here, there));
        Assert.Equal(new("a", "order-1", MessageKind.Unknown), read);
    }

    [Theory]
    [InlineData("\"id\":\"a\"", "\"id\":7")]
    [InlineData("\"id\":\"a\",", "")]
    [InlineData("\"to\":\"order-1\",", "")]
    [InlineData("{\"v\"", "[\"v\"")]
    public void A_message_that_does_not_say_which_or_to_whom_is_damage(string here, string there) =>
        Assert.Throws<JournalDamagedException>(() => MessageCodec.Decode("order-1", Rewritten(MessageCodec.Encode(Supply), here, there)));

    [Fact]
    public void A_message_always_says_its_version_its_kind_and_its_command()
    {
        var text = Encoding.UTF8.GetString(MessageCodec.Encode(SagaMessage.OfCommand("a", "order-1", OperatorCommand.Cancel, new("ann", "why"))));
        Assert.Equal(0, (int)MessageKind.Command);
        Assert.Equal(0, (int)OperatorCommand.Cancel);
        Assert.Contains("{\"v\":1,\"id\":\"a\",\"to\":\"order-1\",\"kind\":\"Command\",\"command\":\"Cancel\",", text);
    }

    [Theory]
    [InlineData("\"StepCompleted\"", "\"StepTeleported\"", "StepTeleported")]
    [InlineData("\"attempt\":1", "\"attempt\":1,\"moon\":\"full\"", "StepCompleted (")]
    [InlineData("\"attempt\":1", "\"attempt\":\"one\"", "StepCompleted (")]
    [InlineData("\"v\":1", "\"v\":2", "record version 2")]
    [InlineData("\"v\":1", "\"v\":1,\"zone\":\"x\"", "record member 'zone'")]
    public void What_a_later_version_wrote_is_unknown_and_no_damage(string old, string later, string unknown)
    {
        var read = Encoded.Record(Carrier, new StepScheduled("B", "key")).Rewritten(head => head.Replace(old, later)).Read();
        Assert.StartsWith(unknown, Assert.IsType<UnknownEntry>(read.Entries[0]).Type);
        Assert.Equal(0, read.Position);
        Assert.NotEqual(default, read.Hash);
    }

    [Fact]
    public void Payloads_behind_an_unknown_entry_are_still_found()
    {
        var read = Encoded.Record(Carrier, Carrier with { }, new StepResultLearned("Z") { Payload = JournalWriter.PayloadOf("7") })
            .Rewritten(head => new System.Text.RegularExpressions.Regex("StepCompleted").Replace(head, "Later", 1)).Read();
        Assert.Equal("Later", Assert.IsType<UnknownEntry>(read.Entries[0]).Type);
        Assert.Equal("{\"id\":1}", Assert.IsType<StepCompleted>(read.Entries[1]).Payload.ToString());
        Assert.Equal("7", Assert.IsType<StepResultLearned>(read.Entries[2]).Payload.ToString());
    }

    [Fact]
    public void Whatever_the_bytes_are_the_error_is_typed()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var good = Encoded.Record([.. EntrySamples.Types.Select(EntrySamples.Full)]);
        for (var run = 0; run < 20_000; run++)
        {
            var head = (run % 3) switch
            {
                0 => Bytes(random, random.Next(200)),
                1 => Mutate(random, good.Head),
                _ => Encoding.UTF8.GetBytes(Splice(random, Encoding.UTF8.GetString(good.Head))),
            };
            // With a hash that fits, so that the parser sees it.
            var record = good.Rewritten(head) with { Payloads = random.Next(4) == 0 ? Bytes(random, 50) : good.Payloads };
            try
            {
                record.Read();
            }
            catch (JournalDamagedException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, run {run}: {e.GetType().Name} for {Encoding.UTF8.GetString(head)}: {e}");
            }
        }
    }

    [Fact]
    public void A_tombstone_notices_every_flipped_bit_and_cut()
    {
        var good = TombstoneCodec.Encode(new(SagaStatus.Completed, ["ab"], null) { Result = JournalWriter.PayloadOf("17") });
        Assert.Equal("17", TombstoneCodec.Decode("x", good).Result.ToString());
        for (var bit = 0; bit < good.Length * 8; bit++)
            Assert.Throws<JournalDamagedException>(() => TombstoneCodec.Decode("x", Flip(good, bit)));
        for (var length = 0; length < good.Length; length++)
            Assert.Throws<JournalDamagedException>(() => TombstoneCodec.Decode("x", good[..length]));
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2", "version 2")]
    [InlineData("\"v\":1", "\"v\":1,\"archive\":\"x\"", "'archive'")]
    [InlineData("\"status\":\"Completed\"", "\"status\":\"Elsewhere\"", "status")]
    [InlineData("\"status\":\"Completed\"", "\"status\":99", "status")]
    [InlineData("\"cause\":\"RetriesExhausted\"", "\"cause\":99", "cause")]
    public void A_tombstone_of_a_later_version_is_not_half_understood(string here, string there, string word)
    {
        var failure = new SagaFailure(FailureCause.RetriesExhausted, "A", 3, null, "declined", null, [], []);
        var good = TombstoneCodec.Encode(new(SagaStatus.Completed, ["ab"], failure));
        var e = Assert.Throws<JournalDamagedException>(() => TombstoneCodec.Decode("order-1", Rewritten(good, here, there)));
        Assert.Contains("later version", e.Message);
        Assert.Contains(word, e.Message);
    }

    private static SagaMessage Supply => SagaMessage.OfCommand("a", "order-1", OperatorCommand.Supply, new("ann", "why"), "A", JournalWriter.PayloadOf("17"));

    /// <summary>A message or a tombstone with other JSON, and a size and a hash that fit it.</summary>
    private static byte[] Rewritten(byte[] good, string here, string there)
    {
        const int start = RecordHash.Size + sizeof(int);
        var size = BinaryPrimitives.ReadInt32LittleEndian(good.AsSpan(RecordHash.Size));
        var json = Encoding.UTF8.GetString(good, start, size);
        Assert.Contains(here, json);
        var other = Encoding.UTF8.GetBytes(json.Replace(here, there));
        byte[] bytes = [.. new byte[start], .. other, .. good[(start + size)..]];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(RecordHash.Size), other.Length);
        SHA256.HashData(bytes.AsSpan(RecordHash.Size), bytes);
        return bytes;
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var copy = (byte[])bytes.Clone();
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var copy = (byte[])bytes.Clone();
        for (var i = random.Next(1, 5); i > 0; i--)
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        return copy;
    }

    // Pieces of JSON in wrong places: nesting, types, duplicates, huge numbers.
    private static string Splice(Random random, string head)
    {
        string[] pieces =
            ["{", "}", "[", "]", "null", "\"\"", "1e999", "-1", "99999999999999999999", "\"payload\":\"00\"", ",", ":", new('[', 100), "\"\\ud800\"", "true",
                "\"entries\":[null]"];
        var at = random.Next(head.Length);
        var cut = Math.Min(random.Next(30), head.Length - at);
        return head[..at] + pieces[random.Next(pieces.Length)] + head[(at + cut)..];
    }
}

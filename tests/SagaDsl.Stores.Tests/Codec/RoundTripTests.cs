using System.Text;
using SagaDsl.Journal;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.Codec;

public sealed class RoundTripTests
{
    public static TheoryData<Type> Types => [.. EntrySamples.Types];

    [Fact]
    public void The_types_are_found() => Assert.Contains(typeof(CompensationStarted), EntrySamples.Types);

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_entry_is_read_as_it_was_written(Type type)
    {
        JournalEntry[] entries = [EntrySamples.Full(type), EntrySamples.Sparse(type), EntrySamples.Full(type)];
        var read = Encoded.Record(entries).Read();
        Assert.Equal(entries.Select(EntryText.Of), read.Entries.Select(EntryText.Of));
        Assert.All(read.Entries, entry => Assert.IsType(type, entry));
    }

    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        var record = Encoded.Draft([new StepNotBegun("A")], time: new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        var read = Encoded.Of(record).Read();
        Assert.Equal((record.Position, record.Writer, record.Nonce, record.Time, record.Hash), (read.Position, read.Writer, read.Nonce, read.Time, read.Hash));
        Assert.NotEqual(default, read.Hash);
    }

    [Fact]
    public void The_head_holds_no_payload_and_no_default()
    {
        var encoded = Encoded.Record(new StepCompleted("Charge", 1) { Payload = JournalWriter.PayloadOf("{\"secret\":1}") }, new StepScheduled("Ship", "k"));
        var head = Encoding.UTF8.GetString(encoded.Head);
        Assert.StartsWith("{\"v\":1,\"id\":\"order-1\",\"n\":0,\"at\":\"2026-03-01T12:00:00+00:00\",\"node\":\"node-1\",\"epoch\":7,\"nonce\":42,\"prev\":\"" +
            new string('0', 64) + "\",\"entries\":[{\"StepCompleted\":{\"step\":\"Charge\",\"attempt\":1},\"payload\":\"", head);
        Assert.EndsWith("\",\"size\":12},{\"StepScheduled\":{\"step\":\"Ship\",\"key\":\"k\"}}]}", head);
        Assert.DoesNotContain("secret", head);
        Assert.Equal("{\"secret\":1}", Encoding.UTF8.GetString(encoded.Payloads));
    }

    [Fact]
    public void An_encoder_is_used_again()
    {
        using var encoder = new RecordEncoder();
        encoder.Encode("order-1", Encoded.Draft([new StepCompleted("A", 1) { Payload = JournalWriter.PayloadOf(new string('1', 5000)) }]));
        var second = Encoded.Draft([new StepNotBegun("B")]);
        encoder.Encode("order-1", second);
        Assert.Empty(encoder.Payloads.ToArray());
        Assert.Equal(Encoded.Of(second).Head, encoder.Head.ToArray());
    }

    [Fact]
    public void Text_that_is_no_unicode_does_not_stop_the_journal()
    {
        var half = "cut in \ud83d";
        var read = Encoded.Record(new StepAttemptFailed("A", 1, new("T", half), null)).Read();
        Assert.Equal("cut in \ufffd", Assert.IsType<StepAttemptFailed>(Assert.Single(read.Entries)).Error.Message);
    }

    [Fact]
    public void What_is_unknown_is_not_written() =>
        Assert.Throws<ArgumentException>(() => Encoded.Record(new UnknownEntry("Later")));
}

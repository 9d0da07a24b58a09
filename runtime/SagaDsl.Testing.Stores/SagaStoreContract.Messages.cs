using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

/// <summary>A message is found as it was sent, whatever its kind.</summary>
public abstract partial class SagaStoreContract
{
    public static TheoryData<MessageKind> Kinds => [.. Enum.GetValues<MessageKind>().Except([MessageKind.Unknown])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_of_message_is_found_as_it_was_sent(MessageKind kind)
    {
        var full = new SagaMessage("full", "order-1", kind)
        {
            Command = OperatorCommand.TreatAsEnded,
            Name = "paid 'in full' 🚚",
            Step = "Charge",
            Element = int.MaxValue,
            By = new("ann", ""),
            From = "parent-1",
            KeepUntil = new DateTimeOffset(2026, 3, 1, 14, 30, 0, TimeSpan.FromHours(2)).AddTicks(7),
            Payload = PayloadOf("{\"a\":\"ü\"}"),
        };
        var bare = new SagaMessage("bare", "order-1", kind);
        if (kind == MessageKind.Command)
            bare = bare with { Command = OperatorCommand.Cancel, By = new("", "") };
        SagaMessage[] sent =
            [full, bare, bare with { Id = "zero", Element = 0, Name = "", Step = "", From = "", KeepUntil = DateTimeOffset.MaxValue,
                Payload = PayloadOf("null") }];
        await new JournalWriter("order-1").AppendAsync(Store);
        foreach (var message in sent)
            Assert.Equal(SendResult.Kept, await Store.SendAsync(message, default));
        // The same by the other way in.
        await new JournalWriter("from").SendAsync(Store, [.. sent.Select(message => message with { Id = message.Id + " with a record" })]);
        await ReopenIfDurableAsync();

        var read = await Store.InboxAsync("order-1", default);
        Assert.Equal(sent.Concat(sent.Select(message => message with { Id = message.Id + " with a record" })).Select(EntryText.Of), read.Select(EntryText.Of));
        Assert.Equal(read.Select(EntryText.Of), (await LoadAsync("order-1")).Inbox.Select(EntryText.Of));
    }

    [Fact]
    public async Task A_message_that_says_too_little_is_refused()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        foreach (var message in new SagaMessage[]
        {
            new("a", "order-1", MessageKind.Command) { By = new("ann", "why") },
            new("a", "order-1", MessageKind.Command) { Command = OperatorCommand.Cancel },
            new("a", "order-1", (MessageKind)99),
            new("a", "order-1", MessageKind.Unknown),
            Message("a", "order-1") with { Command = (OperatorCommand)99 },
            new("a", "order-1", MessageKind.Signal) { Element = -1 },
        })
        {
            Assert.Contains("Message 'a'", (await Assert.ThrowsAsync<ArgumentException>(async () => await Store.SendAsync(message, default))).Message);
        }

        Assert.Empty(await Store.InboxAsync("order-1", default));
    }
}

using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

/// <summary>Messages that leave with a record: in its commit, or not at all.</summary>
public abstract partial class SagaStoreContract
{
    [Fact]
    public async Task Messages_leave_with_their_record()
    {
        var (sender, addressee) = await BeginTwoAsync();
        Assert.Equal(AppendFate.Appended, await sender.SendAsync(Store, Message("a", "to"), Message("b", "to"), Message("c", "from")));
        await ReopenIfDurableAsync();
        Assert.Equal(["a", "b"], await InboxAsync("to"));
        Assert.Equal(["c"], await InboxAsync("from"));
        Assert.Equal(["from", "to"], (await Store.MailAsync(10, default)).Order());
        AssertSame(sender.Records, (await LoadAsync("from")).Records);
        AssertSame(addressee.Records, (await LoadAsync("to")).Records);
    }

    [Fact]
    public async Task A_record_that_is_not_there_sends_nothing()
    {
        var (sender, _) = await BeginTwoAsync();
        var stale = new JournalWriter("from");
        Assert.Equal(AppendFate.Conflict, await stale.SendAsync(Store, Message("a", "to"), Message("b", "later") with { KeepUntil = Noon.AddDays(1) }));
        await sender.AppendAsync(Store, Ended);
        Assert.Equal(AppendFate.Conflict, await sender.SendAsync(Store, Message("a", "to")));
        await ReopenIfDurableAsync();
        Assert.Empty(await InboxAsync("to"));
        Assert.Empty(await InboxAsync("later"));
        Assert.Empty(await Store.MailAsync(10, default));
    }

    [Fact]
    public async Task A_record_with_a_message_that_is_none_is_refused_whole()
    {
        var (sender, _) = await BeginTwoAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => sender.SendAsync(Store, Message("a", "to"), new("b", "to", MessageKind.Command)));
        Assert.Single((await LoadAsync("from")).Records);
        Assert.Empty(await InboxAsync("to"));
        Assert.Equal(AppendFate.Appended, await sender.SendAsync(Store, Message("a", "to")));
    }

    [Fact]
    public async Task A_message_that_left_twice_counts_once_also_after_it_was_taken_in()
    {
        var (sender, addressee) = await BeginTwoAsync();
        await Store.SendAsync(Message("sent before", "to"), default);
        await sender.SendAsync(Store, Message("a", "to"), Message("a", "to", OperatorCommand.Suspend), Message("sent before", "to"));
        await sender.SendAsync(Store, Message("a", "to"));
        Assert.Equal(["sent before", "a"], await InboxAsync("to"));
        Assert.Equal(OperatorCommand.Cancel, (await Store.InboxAsync("to", default))[1].Command);
        await addressee.AppendAsync(Store, Ready, ["a", "sent before"]);
        await ReopenIfDurableAsync();
        await sender.SendAsync(Store, Message("a", "to"));
        Assert.Equal(SendResult.Kept, await Store.SendAsync(Message("a", "to"), default));
        Assert.Empty(await InboxAsync("to"));
        Assert.Empty(await Store.MailAsync(10, default));
    }

    [Fact]
    public async Task An_instance_sends_to_itself_with_the_record_that_begins_it_and_the_one_that_takes_in()
    {
        var self = new JournalWriter("self");
        await self.SendAsync(Store, Message("a", "self"));
        Assert.Equal(["a"], await InboxAsync("self"));
        // Taken in and sent again by the same record: it was taken in.
        await self.TryAppendAsync(Store, self.Request(absorbed: ["a"], outgoing: [Message("a", "self"), Message("b", "self")]));
        await ReopenIfDurableAsync();
        Assert.Equal(["b"], await InboxAsync("self"));
        await self.TryAppendAsync(Store, self.Request(Ended, absorbed: ["b"], outgoing: [Message("c", "self")]));
        Assert.Empty(await InboxAsync("self"));
        Assert.Empty(await Store.MailAsync(10, default));
    }

    [Fact]
    public async Task What_leaves_for_nobody_is_dropped_and_the_record_is_there()
    {
        var (sender, _) = await BeginTwoAsync();
        Assert.Equal(AppendFate.Appended, await sender.SendAsync(Store, Message("a", "nobody"), Message("b", "to")));
        await new JournalWriter("nobody").AppendAsync(Store);
        await ReopenIfDurableAsync();
        Assert.Empty(await InboxAsync("nobody"));
        Assert.Equal(["b"], await InboxAsync("to"));
    }

    [Fact]
    public async Task What_leaves_for_one_that_has_ended_is_dropped_and_the_record_is_there()
    {
        var (sender, addressee) = await BeginTwoAsync();
        await addressee.AppendAsync(Store, Ended);
        Assert.Equal(AppendFate.Appended, await sender.SendAsync(Store, Message("a", "to") with { KeepUntil = Noon.AddDays(1) }));
        await Store.ReduceAsync("to", new(SagaStatus.Completed, [], null), default);
        Assert.Equal(AppendFate.Appended, await sender.SendAsync(Store, Message("b", "to") with { KeepUntil = Noon.AddDays(1) }));
        await ReopenIfDurableAsync();
        Assert.Empty(await InboxAsync("to"));
        Assert.Empty(await Store.MailAsync(10, default));
        Assert.Equal(3, (await LoadAsync("from")).Records.Count);
    }

    [Fact]
    public async Task Many_records_at_once_leave_each_message_once()
    {
        await new JournalWriter("to").AppendAsync(Store);
        var senders = Enumerable.Range(0, 20).Select(i => new JournalWriter("from-" + i)).ToArray();
        await Task.WhenAll(senders.Select(sender => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                Assert.Equal(AppendFate.Appended, await sender.SendAsync(
                    Store, Message($"{sender.Id} {n}", "to"), Message("all the same", "to"),
                    Message($"{sender.Id} {n}", "later") with { KeepUntil = Noon.AddDays(1) }));
            }
        })));
        await ReopenIfDurableAsync();
        await new JournalWriter("later").AppendAsync(Store);
        var all = senders.SelectMany(sender => Enumerable.Range(0, 10).Select(n => $"{sender.Id} {n}")).ToList();
        Assert.Equal(all.Append("all the same").Order(StringComparer.Ordinal), (await InboxAsync("to")).Order(StringComparer.Ordinal));
        Assert.Equal(all.Order(StringComparer.Ordinal), (await InboxAsync("later")).Order(StringComparer.Ordinal));
        // Of one sender in the order in which they left.
        foreach (var sender in senders)
            Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{sender.Id} {n}"),
                (await InboxAsync("to")).Where(id => id.StartsWith(sender.Id + " ", StringComparison.Ordinal)));
    }

    private async Task<(JournalWriter Sender, JournalWriter Addressee)> BeginTwoAsync()
    {
        var (sender, addressee) = (new JournalWriter("from"), new JournalWriter("to"));
        await sender.AppendAsync(Store);
        await addressee.AppendAsync(Store);
        return (sender, addressee);
    }

    private async Task<IEnumerable<string>> InboxAsync(string instance) => (await Store.InboxAsync(instance, default)).Select(message => message.Id);
}

using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

public abstract partial class SagaStoreContract
{
    [Fact]
    public async Task Messages_wait_in_the_order_of_their_arrival()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        var supply = SagaMessage.OfCommand("z", "order-1", OperatorCommand.Supply, new("bob", "it's \"done\" 🚚"), "Charge", PayloadOf("{\"id\":1}"));
        Assert.Equal(SendResult.Kept, await Store.SendAsync(supply, default));
        foreach (var command in Enum.GetValues<OperatorCommand>())
            Assert.Equal(SendResult.Kept, await Store.SendAsync(Message(command.ToString(), "order-1", command), default));
        await ReopenIfDurableAsync();

        var inbox = await Store.InboxAsync("order-1", default);
        Assert.Equal(["z", .. Enum.GetNames<OperatorCommand>()], inbox.Select(m => m.Id));
        Assert.Equal(supply with { Payload = default }, inbox[0] with { Payload = default });
        Assert.Equal("{\"id\":1}", inbox[0].Payload.ToString());
        Assert.Equal(Enum.GetValues<OperatorCommand>(), inbox.Skip(1).Select(m => m.Command!.Value));
        Assert.False(inbox[1].Payload.IsPresent);
        Assert.Null(inbox[1].Step);
        Assert.Equal(inbox.Select(m => m.Id), (await LoadAsync("order-1")).Inbox.Select(m => m.Id));
    }

    [Fact]
    public async Task A_record_takes_messages_in_with_itself()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        foreach (var id in new[] { "a", "b", "c" })
            await Store.SendAsync(Message(id, "order-1"), default);

        var stale = new JournalWriter("order-1");
        Assert.Equal(AppendFate.Conflict, await stale.AppendAsync(Store, Ready, ["a", "b"]));
        Assert.Equal(3, (await Store.InboxAsync("order-1", default)).Count);

        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store, Ready, ["c", "a"]));
        Assert.Equal(["order-1"], await Store.MailAsync(10, default));
        await ReopenIfDurableAsync();
        Assert.Equal(["b"], (await Store.InboxAsync("order-1", default)).Select(m => m.Id));
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store, Ready, ["b", "never sent"]));
        Assert.Empty(await Store.InboxAsync("order-1", default));
        Assert.Empty(await Store.MailAsync(10, default));
    }

    [Fact]
    public async Task A_message_counts_once_also_after_it_was_taken_in()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        await Store.SendAsync(Message("a", "order-1"), default);
        await Store.SendAsync(Message("a", "order-1", OperatorCommand.Suspend), default);
        Assert.Equal(OperatorCommand.Cancel, Assert.Single(await Store.InboxAsync("order-1", default)).Command);
        await journal.AppendAsync(Store, Ready, ["a"]);
        await ReopenIfDurableAsync();
        await Store.SendAsync(Message("a", "order-1"), default);
        Assert.Empty(await Store.InboxAsync("order-1", default));
        Assert.Empty(await Store.MailAsync(10, default));
    }

    [Fact]
    public async Task The_same_message_id_may_go_to_two_instances()
    {
        await new JournalWriter("one").AppendAsync(Store);
        await new JournalWriter("two").AppendAsync(Store);
        await Store.SendAsync(Message("a", "one"), default);
        await Store.SendAsync(Message("a", "two"), default);
        Assert.Equal(["one", "two"], (await Store.MailAsync(10, default)).Order());
        Assert.Single(await Store.MailAsync(1, default));
        Assert.Single(await Store.InboxAsync("two", default));
    }

    [Fact]
    public async Task Nobody_has_no_inbox()
    {
        Assert.Equal(SendResult.NoInstance, await Store.SendAsync(Message("a", "nobody"), default));
        await ReopenIfDurableAsync();
        Assert.Empty(await Store.InboxAsync("nobody", default));
    }

    [Fact]
    public async Task An_ended_instance_takes_no_message_and_has_no_mail()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        await Store.SendAsync(Message("early", "order-1"), default);
        await journal.AppendAsync(Store, Ended);
        Assert.Empty(await Store.MailAsync(10, default));
        Assert.Equal(SendResult.Ended, await Store.SendAsync(Message("late", "order-1"), default));
        Assert.Equal(SendResult.Ended, await Store.SendAsync(Message("early", "order-1") with { KeepUntil = Noon.AddDays(1) }, default));
        await ReopenIfDurableAsync();
        Assert.Empty(await Store.InboxAsync("order-1", default));
        Assert.Empty((await LoadAsync("order-1")).Inbox);
        await Store.ReduceAsync("order-1", new(SagaStatus.Completed, [], null), default);
        Assert.Equal(SendResult.Ended, await Store.SendAsync(Message("late", "order-1"), default));
    }
}

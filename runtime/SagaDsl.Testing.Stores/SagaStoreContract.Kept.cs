using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

/// <summary>Messages to an id that has no instance yet: kept until they say, found by the instance when it begins.</summary>
public abstract partial class SagaStoreContract
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_kept_for_an_instance_that_begins_later(bool leavesWithARecord)
    {
        var message = Message("a", "later") with { KeepUntil = Noon.AddDays(1) };
        if (leavesWithARecord)
            await new JournalWriter("from").SendAsync(Store, message, message with { Id = "b" });
        else
        {
            Assert.Equal(SendResult.Kept, await Store.SendAsync(message, default));
            Assert.Equal(SendResult.Kept, await Store.SendAsync(message with { Id = "b" }, default));
        }

        Assert.Empty(await Store.MailAsync(10, default));
        Assert.Null(await Store.LoadAsync("later", 0, default));
        Assert.DoesNotContain(await Store.ListAsync(new(), default), line => line.Id == "later");
        await ReopenIfDurableAsync();

        var journal = new JournalWriter("later");
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store));
        Assert.Equal(["a", "b"], (await LoadAsync("later")).Inbox.Select(m => m.Id));
        Assert.Equal(message, (await LoadAsync("later")).Inbox[0]);
        Assert.Equal(["later"], await Store.MailAsync(10, default));
        await journal.AppendAsync(Store, Ready, ["a"]);
        await ReopenIfDurableAsync();
        Assert.Equal(["b"], await InboxAsync("later"));
    }

    [Fact]
    public async Task The_record_that_begins_an_instance_may_take_in_what_was_kept_for_it()
    {
        await Store.SendAsync(Message("a", "later") with { KeepUntil = Noon.AddDays(1) }, default);
        await Store.SendAsync(Message("b", "later") with { KeepUntil = Noon.AddDays(1) }, default);
        Assert.Equal(["a", "b"], await InboxAsync("later"));
        await new JournalWriter("later").AppendAsync(Store, Ready, ["a"]);
        await ReopenIfDurableAsync();
        Assert.Equal(["b"], await InboxAsync("later"));
        await Store.SendAsync(Message("a", "later") with { KeepUntil = Noon.AddDays(1) }, default);
        Assert.Equal(["b"], await InboxAsync("later"));
    }

    [Fact]
    public async Task A_kept_message_counts_once()
    {
        var message = Message("a", "later") with { KeepUntil = Noon.AddDays(1) };
        Assert.Equal(SendResult.Kept, await Store.SendAsync(message, default));
        Assert.Equal(SendResult.Kept, await Store.SendAsync(message with { Command = OperatorCommand.Suspend }, default));
        Assert.Equal(OperatorCommand.Cancel, Assert.Single(await Store.InboxAsync("later", default)).Command);
    }

    [Fact]
    public async Task An_instance_that_begins_and_ends_with_one_record_has_no_mail()
    {
        await Store.SendAsync(Message("a", "later") with { KeepUntil = Noon.AddDays(1) }, default);
        await new JournalWriter("later").AppendAsync(Store, Ended);
        Assert.Empty(await Store.MailAsync(10, default));
        Assert.Empty(await InboxAsync("later"));
    }

    [Fact]
    public async Task What_nobody_came_for_is_dropped_when_its_time_is_over()
    {
        await Store.SendAsync(Message("early", "later") with { KeepUntil = Noon }, default);
        await Store.SendAsync(Message("late", "later") with { KeepUntil = Noon.AddTicks(1) }, default);
        await Store.SendAsync(Message("early", "never") with { KeepUntil = Noon.ToOffset(TimeSpan.FromHours(5)) }, default);
        await Store.ExpireAsync(Noon.AddTicks(-1), default);
        Assert.Equal(["early", "late"], await InboxAsync("later"));
        await Store.ExpireAsync(Noon, default);
        await ReopenIfDurableAsync();
        Assert.Equal(["late"], await InboxAsync("later"));
        Assert.Empty(await InboxAsync("never"));

        // Dropped is not taken in: it may be sent again.
        Assert.Equal(SendResult.Kept, await Store.SendAsync(Message("early", "later") with { KeepUntil = Noon.AddDays(1) }, default));
        await new JournalWriter("later").AppendAsync(Store);
        Assert.Equal(["late", "early"], (await LoadAsync("later")).Inbox.Select(m => m.Id));
    }

    [Fact]
    public async Task What_an_instance_came_for_is_not_dropped()
    {
        await Store.SendAsync(Message("a", "later") with { KeepUntil = Noon }, default);
        var journal = new JournalWriter("later");
        await journal.AppendAsync(Store);
        await Store.SendAsync(Message("b", "later") with { KeepUntil = Noon }, default);
        await journal.AppendAsync(Store, Ready, ["b"]);
        await Store.ExpireAsync(Noon.AddDays(1), default);
        await ReopenIfDurableAsync();
        Assert.Equal(["a"], await InboxAsync("later"));
        await Store.SendAsync(Message("b", "later"), default);
        Assert.Equal(["a"], await InboxAsync("later"));
    }

    [Fact]
    public async Task Kept_messages_meet_beginning_instances_at_the_same_moment()
    {
        for (var round = 0; round < 30; round++)
        {
            var id = "later-" + round;
            var sends = Enumerable.Range(0, 6)
                .Select(n => Task.Run(async () => await Store.SendAsync(Message("m" + n, id) with { KeepUntil = Noon.AddDays(1) }, default)));
            var expiry = Task.Run(async () => await Store.ExpireAsync(Noon, default));
            var begin = Task.Run(() => new JournalWriter(id).AppendAsync(Store));
            Assert.All(await Task.WhenAll(sends.Append(Task.Run(async () =>
                await Store.SendAsync(Message("last", id) with { KeepUntil = Noon.AddDays(1) }, default)))), result => Assert.Equal(SendResult.Kept, result));
            await Task.WhenAll(begin, expiry);
            Assert.Equal(["last", "m0", "m1", "m2", "m3", "m4", "m5"], (await LoadAsync(id)).Inbox.Select(m => m.Id).Order(StringComparer.Ordinal));
        }
    }
}

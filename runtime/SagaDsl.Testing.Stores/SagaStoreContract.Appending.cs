using SagaDsl.Journal;
using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

public abstract partial class SagaStoreContract
{
    [Fact]
    public async Task What_is_appended_is_loaded()
    {
        var journal = new JournalWriter("order-1");
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store));
        Assert.Equal(AppendFate.Appended,
            await journal.AppendAsync(Store, entries: [new StepCompleted("A", 1) { Payload = PayloadOf("{\"id\":9}") }, new StepScheduled("B", "b")]));
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store, Ended, entries: [new StepCompleted("B", 2), new SagaCompleted()]));
        await ReopenIfDurableAsync();

        var stored = await LoadAsync("order-1");
        Assert.Equal("order-1", stored.Id);
        Assert.Equal("checkout", stored.Saga);
        Assert.Equal(Ended, stored.Status);
        Assert.Null(stored.Tombstone);
        Assert.Empty(stored.Inbox);
        AssertSame(journal.Records, stored.Records);
    }

    [Fact]
    public async Task An_unknown_instance_is_null() => Assert.Null(await Store.LoadAsync("nobody", 0, default));

    [Fact]
    public async Task A_second_first_record_is_a_conflict()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        Assert.Equal(AppendFate.Conflict, await new JournalWriter("order-1", "other", "node-2").AppendAsync(Store, Ended));
        var stored = await LoadAsync("order-1");
        Assert.Equal("checkout", stored.Saga);
        Assert.Equal(Ready, stored.Status);
        Assert.Equal("node-1", Assert.Single(stored.Records).Writer.Node);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_record_without_its_predecessor_is_a_conflict(int position)
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        await journal.AppendAsync(Store);
        var draft = journal.Draft();
        var elsewhere =
            new JournalRecord { Position = position, Previous = draft.Previous, Writer = draft.Writer, Nonce = 5, Time = draft.Time, Entries = draft.Entries };
        Assert.Equal(AppendFate.Conflict, (await Store.AppendAsync(new("order-1", "checkout", elsewhere, Ended))).Fate);
        Assert.Equal(AppendFate.Conflict, (await Store.AppendAsync(new("nobody", "checkout", elsewhere, Ended))).Fate);
        await ReopenIfDurableAsync();
        Assert.Equal(Ready, (await LoadAsync("order-1")).Status);
        Assert.Equal(2, (await LoadAsync("order-1")).Records.Count);
        Assert.Null(await Store.LoadAsync("nobody", 0, default));
    }

    [Fact]
    public async Task Of_many_writers_at_one_position_one_wins()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        for (var round = 0; round < 20; round++)
        {
            var drafts = Enumerable.Range(0, 8).Select(i => new JournalWriter("order-1", node: "n" + i))
                .Select(w => journal.Draft(new AttentionRaised(w.Id + round))).ToArray();
            var outcomes = await Task.WhenAll(drafts.Select(d => Task.Run(async () => (await Store.AppendAsync(new("order-1", "checkout", d, Ready))).Fate)));
            Assert.Single(outcomes, AppendFate.Appended);
            journal.Took(drafts[Array.IndexOf(outcomes, AppendFate.Appended)]);
        }

        AssertSame(journal.Records, (await LoadAsync("order-1")).Records);
    }

    [Fact]
    public async Task An_ended_instance_takes_no_record()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        await journal.AppendAsync(Store, Ended);
        Assert.Equal(AppendFate.Conflict, await journal.AppendAsync(Store, Ready));
        await ReopenIfDurableAsync();
        Assert.Equal(AppendFate.Conflict, await journal.AppendAsync(Store, Ready));
        Assert.Equal(Ended, (await LoadAsync("order-1")).Status);
    }

    [Theory]
    [InlineData("it's \"quoted\"; DROP TABLE instances;--")]
    [InlineData("Bestellung-äöü-日本-🚚")]
    [InlineData("a/b\\c%d_e*f?g")]
    [InlineData(" leading and trailing ")]
    public async Task Any_id_is_kept_as_it_is(string id)
    {
        var journal = new JournalWriter(id, "säga 'x'");
        await journal.AppendAsync(Store);
        await new JournalWriter(id + "2").AppendAsync(Store);
        await journal.AppendAsync(Store);
        await Store.SendAsync(Message("m", id), default);
        await ReopenIfDurableAsync();
        var stored = await LoadAsync(id);
        Assert.Equal((id, "säga 'x'"), (stored.Id, stored.Saga));
        AssertSame(journal.Records, stored.Records);
        Assert.Equal([id], await Store.MailAsync(10, default));
        Assert.Equal([id, id + "2"], (await Store.ListAsync(new(), default)).Select(i => i.Id));
    }

    [Fact]
    public async Task An_id_of_200_characters_is_kept()
    {
        string[] ids = [new('x', 200), new string('x', 199) + "y", new('字', 200)];
        foreach (var id in ids)
            await new JournalWriter(id).AppendAsync(Store);
        await ReopenIfDurableAsync();
        foreach (var id in ids)
            Assert.Equal(id, (await LoadAsync(id)).Id);
    }

    [Fact]
    public async Task Ids_that_differ_in_case_differ()
    {
        await new JournalWriter("Order").AppendAsync(Store);
        Assert.Equal(AppendFate.Appended, await new JournalWriter("order").AppendAsync(Store));
        Assert.Equal(["Order", "order"], (await Store.ListAsync(new(), default)).Select(i => i.Id));
    }

    [Fact]
    public async Task Large_payloads_are_kept()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        for (var size = 1000; size <= 1_000_000; size *= 10)
            await journal.AppendAsync(Store,
                entries: [new StepCompleted("A", 1) { Payload = PayloadOf("\"" + new string('a', size) + "\"") },
                    new StepResultLearned("B") { Payload = PayloadOf("null") }]);
        await ReopenIfDurableAsync();
        AssertSame(journal.Records, (await LoadAsync("order-1")).Records);
    }

    [Fact]
    public async Task A_long_journal_is_kept()
    {
        var journal = new JournalWriter("order-1");
        for (var i = 0; i < 300; i++)
            await journal.AppendAsync(Store);
        await ReopenIfDurableAsync();
        AssertSame(journal.Records, (await LoadAsync("order-1")).Records);
    }
}

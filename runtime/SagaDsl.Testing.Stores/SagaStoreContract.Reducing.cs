using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

public abstract partial class SagaStoreContract
{
    private static readonly SagaFailure Failure = new(FailureCause.Rejected, "Charge", 3, "CardDeclined", "declined: ü", "ann", ["B", "A"], ["C"]);

    [Fact]
    public async Task A_tombstone_is_what_is_left()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        await Store.SendAsync(Message("a", "order-1"), default);
        await journal.AppendAsync(Store, new(WorkState.Terminal, SagaStatus.Compensated));
        await Store.ReduceAsync("order-1", new(SagaStatus.Compensated, ["aa", "bb"], Failure), default);
        await ReopenIfDurableAsync();

        var stored = await LoadAsync("order-1");
        Assert.Empty(stored.Records);
        Assert.Empty(stored.Inbox);
        Assert.NotNull(stored.Tombstone);
        Assert.Equal(SagaStatus.Compensated, stored.Tombstone.Status);
        Assert.Equal(["aa", "bb"], stored.Tombstone.InputHashes);
        Assert.Equal(EntryText.Of(Failure), EntryText.Of(stored.Tombstone.Failure));
        Assert.False(stored.Tombstone.Result.IsPresent);
        Assert.Equal("checkout", stored.Saga);

        Assert.Equal(AppendFate.Conflict, await new JournalWriter("order-1").AppendAsync(Store));
        Assert.Equal(AppendFate.Conflict, await journal.AppendAsync(Store));
        Assert.Equal(2, Assert.Single(await Store.ListAsync(new() { Reduced = true }, default)).Records);
    }

    [Fact]
    public async Task A_tombstone_keeps_the_result()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store, Ended);
        await Store.ReduceAsync("order-1", new(SagaStatus.Completed, ["aa"], null) { Result = PayloadOf("{\"ship\":7}") }, default);
        await Store.ReduceAsync("order-1", new(SagaStatus.Abandoned, [], null), default);
        await ReopenIfDurableAsync();
        var stored = await LoadAsync("order-1");
        Assert.Equal("{\"ship\":7}", stored.Tombstone!.Result.ToString());
        Assert.Null(stored.Tombstone.Failure);
        Assert.Equal(SagaStatus.Completed, stored.Tombstone.Status);
    }

    [Fact]
    public async Task Only_an_ended_instance_is_reduced()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        await Store.ReduceAsync("order-1", new(SagaStatus.Completed, [], null), default);
        await Store.ReduceAsync("nobody", new(SagaStatus.Completed, [], null), default);
        var stored = await LoadAsync("order-1");
        Assert.Null(stored.Tombstone);
        Assert.Single(stored.Records);
        Assert.Null(await Store.LoadAsync("nobody", 0, default));
    }

    [Fact]
    public async Task Reducing_one_leaves_its_neighbours_whole()
    {
        var writers = Enumerable.Range(0, 5).Select(i => new JournalWriter("order-" + i)).ToArray();
        for (var n = 0; n < 3; n++)
        {
            foreach (var writer in writers)
                await writer.AppendAsync(Store, n == 2 ? Ended : Ready);
        }

        await Store.ReduceAsync("order-2", new(SagaStatus.Completed, [], null), default);
        foreach (var writer in writers.Where(w => w.Id != "order-2"))
            AssertSame(writer.Records, (await LoadAsync(writer.Id)).Records);
    }
}

using SagaDsl.Stores;

namespace SagaDsl.Testing.Stores;

/// <summary>Opening and closing.</summary>
public abstract partial class SagaStoreContract
{
    [Fact]
    public async Task Nothing_is_done_after_the_store_is_closed()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        await Store.DisposeAsync();
        await Store.DisposeAsync();
        foreach (var call in AllCalls(Store))
        {
            var e = await Assert.ThrowsAsync<ObjectDisposedException>(call);
            Assert.StartsWith($"The store ({Store.Description}) is closed", e.Message);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Store.OpenAsync(Opening, default));
    }

    [Fact]
    public async Task Closing_waits_for_what_is_under_way_and_what_comes_later_is_told()
    {
        if (!Home.CanReopen)
            return;
        var journals = Enumerable.Range(0, 16).Select(i => new JournalWriter("order-" + i)).ToArray();
        var started = new CountdownEvent(journals.Length);
        var work = journals.Select(journal => Task.Run(async () =>
        {
            await journal.AppendAsync(Store);
            started.Signal();
            var e = await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
            {
                while (true)
                {
                    await journal.AppendAsync(Store);
                    await Store.LoadAsync(journal.Id, 0, default);
                    await Store.ListAsync(new() { Limit = 2 }, default);
                }
            });
            Assert.StartsWith($"The store ({Store.Description}) is closed", e.Message);
        })).ToArray();
        started.Wait();
        await Home.CloseAsync();
        await Task.WhenAll(work);

        Store = await Home.OpenAsync();
        foreach (var journal in journals)
            AssertSame(journal.Records, (await LoadAsync(journal.Id)).Records);
    }

    [Fact]
    public async Task A_store_is_opened_once_and_not_used_before()
    {
        if (!Home.CanReopen)
            return;
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.OpenAsync(Opening, default));
        Assert.Equal(AppendFate.Appended, await new JournalWriter("order-1").AppendAsync(Store));
        await using var closed = Home.Make();
        foreach (var call in AllCalls(closed))
            Assert.Contains("call OpenAsync first", (await Assert.ThrowsAsync<InvalidOperationException>(call)).Message);
    }

    /// <summary>What a store is opened with, where a test opens it itself.</summary>
    protected static StoreOpening Opening => new("node-1", TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private static Func<Task>[] AllCalls(ISagaStore store) =>
    [
        () => new JournalWriter("order-2").AppendAsync(store),
        async () => await store.LoadAsync("order-1", 0, default),
        async () => await store.ListAsync(new(), default),
        async () => await store.DueAsync(JournalWriter.Noon, 10, default),
        async () => await store.MoveDueAsync("order-1", JournalWriter.Noon, default),
        async () => await store.SendAsync(Message("m", "order-1"), default),
        async () => await store.InboxAsync("order-1", default),
        async () => await store.MailAsync(10, default),
        async () => await store.ExpireAsync(JournalWriter.Noon, default),
        async () => await store.ReduceAsync("order-1", new(SagaStatus.Completed, [], null), default),
    ];
}

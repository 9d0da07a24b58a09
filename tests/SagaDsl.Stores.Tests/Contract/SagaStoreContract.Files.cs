using SagaDsl.TestKit.Stores;

namespace SagaDsl.Stores.Tests;

/// <summary>What holds for every store that keeps files.</summary>
public abstract partial class SagaStoreContract
{
    [Fact]
    public async Task A_store_has_one_owner()
    {
        if (!IsDurable)
            return;
        var e = await Assert.ThrowsAsync<StoreOwnedException>(() => Home.OpenAsync("second"));
        Assert.Contains(Home.File, e.Message);
        Assert.Equal(AppendFate.Appended, await new JournalWriter("order-1").AppendAsync(Store));
        Store = await Home.ReopenAsync();
        Assert.NotNull(await Store.LoadAsync("order-1", 0, default));
    }

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
        if (!IsDurable)
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
        if (!IsDurable)
            return;
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.OpenAsync(Opening, default));
        Assert.Equal(AppendFate.Appended, await new JournalWriter("order-1").AppendAsync(Store));
        await using var closed = Make(Home.File);
        foreach (var call in AllCalls(closed))
            Assert.Contains("call OpenAsync first", (await Assert.ThrowsAsync<InvalidOperationException>(call)).Message);
    }

    private static StoreOpening Opening => new("node-1", TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

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

    [Fact]
    public async Task A_file_that_is_no_store_is_left_alone()
    {
        if (!IsDurable)
            return;
        await Home.CloseAsync();
        var letter = string.Concat(Enumerable.Repeat("this is a letter. ", 2000));
        await File.WriteAllTextAsync(Home.File, letter);
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => Home.OpenAsync());
        Assert.Contains(Home.File, e.Message);
        Assert.Equal(letter, await File.ReadAllTextAsync(Home.File));
    }

    [Fact]
    public async Task Bytes_overwritten_anywhere_never_give_a_wrong_history()
    {
        if (!IsDurable)
            return;
        var journals = Enumerable.Range(0, 60).Select(i => new JournalWriter("order-" + i)).ToArray();
        await Task.WhenAll(journals.Select(async journal =>
        {
            for (var n = 0; n < 4; n++)
                await journal.AppendAsync(Store);
        }));
        await Home.CloseAsync();
        var image = await File.ReadAllBytesAsync(Home.File);
        // The first seed once brought out an exception of SQLite's own.
        foreach (var seed in new[] { 1144025617, Random.Shared.Next() })
        {
            var random = new Random(seed);
            var refused = 0;
            for (var run = 0; run < 40; run++)
            {
                var copy = (byte[])image.Clone();
                var at = random.Next(100, copy.Length - 64);
                random.NextBytes(copy.AsSpan(at, random.Next(1, 64)));
                await File.WriteAllBytesAsync(Home.File, copy);
                refused += await ReadDamagedAsync(journals, $"seed {seed}, run {run}, at {at}");
            }

            Assert.True(refused > 0, $"seed {seed}: no damage was met, so nothing was shown");
        }
    }

    private async Task<int> ReadDamagedAsync(JournalWriter[] journals, string run)
    {
        var refused = 0;
        try
        {
            var store = await Home.OpenAsync();
            foreach (var journal in journals)
            {
                try
                {
                    // Gone by name is a refusal too. Wrong records are what must not be.
                    if (await store.LoadAsync(journal.Id, 0, default) is { } stored)
                        Assert.True(journal.Records.Select(r => r.Hash).SequenceEqual(stored.Records.Select(r => r.Hash)), run + ": " + journal.Id);
                    else
                        refused++;
                }
                catch (Exception e) when (e is JournalDamagedException or StoreUnavailableException)
                {
                    refused++;
                }
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreVersionException)
        {
            refused++;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(run, e);
        }
        finally
        {
            await Home.CloseAsync();
        }

        return refused;
    }
}

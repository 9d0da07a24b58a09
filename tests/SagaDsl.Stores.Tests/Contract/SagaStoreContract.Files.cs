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
        Assert.Equal(AppendOutcome.Appended, await new JournalWriter("order-1").AppendAsync(Store));
        Store = await Home.ReopenAsync();
        Assert.NotNull(await Store.LoadAsync("order-1", default));
    }

    [Fact]
    public async Task Nothing_is_done_after_the_store_is_closed()
    {
        if (!IsDurable)
            return;
        await Store.DisposeAsync();
        await Store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new JournalWriter("order-1").AppendAsync(Store));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.LoadAsync("order-1", default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.ListAsync(new(), default));
    }

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
        var seed = Random.Shared.Next();
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
                    if (await store.LoadAsync(journal.Id, default) is { } stored)
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

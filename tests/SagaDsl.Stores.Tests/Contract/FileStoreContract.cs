using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests;

/// <summary>What holds beside the contract for a store that keeps one file.</summary>
public abstract partial class FileStoreContract : SagaStoreContract
{
    private FileHome Files => (FileHome)Home;

    /// <summary>A store on a file, as a person names it.</summary>
    protected abstract ISagaStore Make(string file);

    protected override StoreHome MakeHome() => new FileHome(Make);

    [Fact]
    public async Task A_store_has_one_owner()
    {
        var e = await Assert.ThrowsAsync<StoreOwnedException>(() => Files.OpenAsync("second"));
        Assert.Contains(Files.File, e.Message);
        Assert.Equal(AppendFate.Appended, await new JournalWriter("order-1").AppendAsync(Store));
        Store = await Files.ReopenAsync();
        Assert.NotNull(await Store.LoadAsync("order-1", 0, default));
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_left_alone()
    {
        await Files.CloseAsync();
        var letter = string.Concat(Enumerable.Repeat("this is a letter. ", 2000));
        await File.WriteAllTextAsync(Files.File, letter);
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => Files.OpenAsync());
        Assert.Contains(Files.File, e.Message);
        Assert.Equal(letter, await File.ReadAllTextAsync(Files.File));
    }

    [Fact]
    public async Task Bytes_overwritten_anywhere_never_give_a_wrong_history()
    {
        var journals = Enumerable.Range(0, 60).Select(i => new JournalWriter("order-" + i)).ToArray();
        await Task.WhenAll(journals.Select(async journal =>
        {
            for (var n = 0; n < 4; n++)
                await journal.AppendAsync(Store);
        }));
        await Files.CloseAsync();
        var image = await File.ReadAllBytesAsync(Files.File);
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
                await File.WriteAllBytesAsync(Files.File, copy);
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
            var store = await Files.OpenAsync();
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
            await Files.CloseAsync();
        }

        return refused;
    }
}

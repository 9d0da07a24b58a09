using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Stores.Sqlite;
using SagaDsl.TestKit.Stores;
using SQLitePCL;

namespace SagaDsl.Stores.Tests.Sqlite;

/// <summary>The disk is full, or a commit fails: nothing that was acknowledged is lost, and nothing is acknowledged that is not there.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private readonly StoreHome _home = new(file => new SqliteSagaStore(file));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task A_disk_that_fills_up_at_any_page()
    {
        await _home.OpenAsync();
        await _home.CloseAsync();
        var pages = Pages();
        for (var more = 0; more < 24; more++)
        {
            var limit = pages + more;
            var acknowledged = await WriteUntilItFailsAsync(connection => connection.Run($"PRAGMA max_page_count = {limit}"));
            await CheckAsync(acknowledged, "room for " + more);
            pages = Math.Max(pages, Pages());
        }
    }

    [Fact]
    public async Task A_commit_that_fails_at_any_time()
    {
        for (var good = 0; good < 12; good++)
        {
            var left = good;
            var acknowledged = await WriteUntilItFailsAsync(connection => raw.sqlite3_commit_hook(connection.Handle, _ => left-- > 0 ? 0 : 1, null));
            await CheckAsync(acknowledged, $"after {good} commits");
        }
    }

    [Fact]
    public async Task After_a_failure_every_write_is_refused_and_reading_goes_on()
    {
        var limited = false;
        await using var store = new SqliteSagaStore(_home.File, connection => raw.sqlite3_commit_hook(connection.Handle, _ => limited ? 1 : 0, null));
        await OpenAsync(store);
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(store);
        limited = true;
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => journal.AppendAsync(store));
        Assert.Contains(_home.File, e.Message);
        Assert.Contains("closed until it is opened again", e.Message);
        limited = false;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => journal.AppendAsync(store));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new JournalWriter("order-2").AppendAsync(store));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.SendAsync(new("m", "order-1", OperatorCommand.Cancel, new("a", "b")), default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.MoveDueAsync("order-1", JournalWriter.Noon, default));
        Assert.Single((await store.LoadAsync("order-1", default))!.Records);
    }

    private async Task<List<JournalWriter>> WriteUntilItFailsAsync(Action<Database> hinder)
    {
        var journals = Enumerable.Range(0, 30).Select(i => new JournalWriter($"{Guid.NewGuid():N}-{i}")).ToList();
        await using var store = new SqliteSagaStore(_home.File, hinder);
        try
        {
            await OpenAsync(store);
        }
        catch (StoreUnavailableException)
        {
            return journals;
        }

        var failed = 0;
        await Task.WhenAll(journals.Select(journal => Task.Run(async () =>
        {
            try
            {
                for (var n = 0; n < 40; n++)
                    Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(store));
            }
            catch (StoreUnavailableException)
            {
                Interlocked.Increment(ref failed);
            }
        })));
        Assert.True(failed > 0, "nothing failed, so nothing was shown");
        return journals;
    }

    // What was acknowledged is there, in one chain; of what was not, nothing is: and the journal can go on from there.
    private async Task CheckAsync(List<JournalWriter> journals, string when)
    {
        var store = await _home.OpenAsync();
        foreach (var journal in journals)
        {
            var stored = await store.LoadAsync(journal.Id, default);
            Assert.True(journal.Records.Select(r => r.Hash).SequenceEqual(stored?.Records.Select(r => r.Hash) ?? []), when);
        }

        Assert.Equal(AppendOutcome.Appended, await journals[0].AppendAsync(store));
        await _home.CloseAsync();
    }

    private static async Task OpenAsync(SqliteSagaStore store) =>
        await store.OpenAsync(new("node-1", TimeProvider.System, NullLogger.Instance), default);

    private long Pages()
    {
        using var database = Database.Open(_home.File, TimeSpan.FromSeconds(1));
        return database.Number("PRAGMA page_count");
    }
}

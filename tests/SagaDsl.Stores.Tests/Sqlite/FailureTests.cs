using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Stores.Sqlite;
using SagaDsl.Testing.Stores;
using SQLitePCL;

namespace SagaDsl.Stores.Tests.Sqlite;

/// <summary>The disk is full, or a commit fails: nothing that was acknowledged is lost, and nothing is acknowledged that is not there.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private readonly FileHome _home = new(file => new SqliteSagaStore(file));

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
        var result = await journal.TryAppendAsync(store, journal.Request());
        Assert.Equal(AppendFate.Unknown, result.Fate);
        var e = Assert.IsType<StoreUnavailableException>(result.Error);
        Assert.Contains(_home.File, e.Message);
        Assert.Contains("closed until it is opened again", e.Message);
        limited = false;

        Assert.Equal(AppendFate.Unknown, await journal.AppendAsync(store));
        Assert.Equal(AppendFate.Unknown, await new JournalWriter("order-2").AppendAsync(store));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await store.SendAsync(SagaMessage.OfCommand("m", "order-1", OperatorCommand.Cancel, new("a", "b")), default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ExpireAsync(JournalWriter.Noon, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.MoveDueAsync("order-1", JournalWriter.Noon, default));
        Assert.Single((await store.LoadAsync("order-1", 0, default))!.Records);
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
            for (var n = 0; n < 40; n++)
            {
                var letter = SagaMessage.OfCommand("" + journal.Position, Mailbox(journal.Id), OperatorCommand.Cancel, new("ann", "why"));
                var fate = await journal.SendAsync(store, letter with { KeepUntil = JournalWriter.Noon });
                if (fate == AppendFate.Appended)
                    continue;
                Assert.Equal(AppendFate.Unknown, fate);
                Interlocked.Increment(ref failed);
                break;
            }
        })));
        Assert.True(failed > 0, "nothing failed, so nothing was shown");
        return journals;
    }

    private static string Mailbox(string id) => "to " + id;

    // What was acknowledged is there, in one chain, each record with the message that left with it; of what was not, nothing
    // is: and the journal can go on from there.
    private async Task CheckAsync(List<JournalWriter> journals, string when)
    {
        var store = await _home.OpenAsync();
        foreach (var journal in journals)
        {
            var stored = await store.LoadAsync(journal.Id, 0, default);
            Assert.True(journal.Records.Select(r => r.Hash).SequenceEqual(stored?.Records.Select(r => r.Hash) ?? []), when);
            Assert.Equal(journal.Records.Select(r => "" + r.Position), (await store.InboxAsync(Mailbox(journal.Id), default)).Select(m => m.Id));
        }

        Assert.Equal(AppendFate.Appended, await journals[0].AppendAsync(store));
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

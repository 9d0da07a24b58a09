using SagaDsl.Stores.Sqlite;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.Sqlite;

/// <summary>Files that are newer, not ours, or cannot be opened.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private readonly FileHome _home = new(file => new SqliteSagaStore(file));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await new JournalWriter("order-1").AppendAsync(await _home.OpenAsync());
        await _home.CloseAsync();
        Change("PRAGMA user_version = 2");
        var e = await Assert.ThrowsAsync<StoreVersionException>(() => _home.OpenAsync());
        Assert.Contains(_home.File, e.Message);
        Assert.Contains("schema 2; this one understands up to 1", e.Message);
        Change("PRAGMA user_version = 1");
        Assert.NotNull(await (await _home.OpenAsync()).LoadAsync("order-1", 0, default));
    }

    [Fact]
    public async Task Another_applications_database_is_refused_and_left_alone()
    {
        Change("CREATE TABLE customers(id)");
        Assert.Contains("of another application", (await Assert.ThrowsAsync<StoreVersionException>(() => _home.OpenAsync())).Message);
        Assert.Equal(1, Number("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Closing_finishes_what_was_asked_before()
    {
        var store = await _home.OpenAsync();
        var appends = Enumerable.Range(0, 500).Select(i => new JournalWriter("order-" + i).AppendAsync(store)).ToArray();
        await _home.CloseAsync();
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendFate.Appended, outcome));
        Assert.Equal(500, Number("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task A_long_write_ahead_log_is_moved_into_the_file()
    {
        var store = await _home.OpenAsync();
        var writers = Enumerable.Range(0, 64).Select(i => new JournalWriter("order-" + i)).ToArray();
        var payload = JournalWriter.PayloadOf("\"" + new string('x', 100_000) + "\"");
        for (var round = 0; round < 20; round++)
            await Task.WhenAll(writers.Select(w =>
                w.AppendAsync(store, entries: w.Position == 0 ? [] : [new Journal.StepCompleted("A", 1) { Payload = payload }])));
        // 120 MB went through it; it began anew at least once.
        Assert.InRange(new FileInfo(_home.File + "-wal").Length, 1, 100_000_000);
        Assert.Equal(20, (await store.LoadAsync("order-63", 0, default))!.Records.Count);
    }

    private void Change(string sql)
    {
        using var database = Database.Open(_home.File, TimeSpan.FromSeconds(1));
        database.Run(sql);
    }

    private long Number(string sql)
    {
        using var database = Database.Open(_home.File, TimeSpan.FromSeconds(1));
        return database.Number(sql);
    }
}

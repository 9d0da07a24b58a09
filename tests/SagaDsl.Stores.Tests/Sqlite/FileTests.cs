using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Stores.Sqlite;
using SagaDsl.TestKit.Stores;

namespace SagaDsl.Stores.Tests.Sqlite;

/// <summary>Files that are newer, not ours, or cannot be opened.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private readonly StoreHome _home = new(file => new SqliteSagaStore(file));

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
        Assert.NotNull(await (await _home.OpenAsync()).LoadAsync("order-1", default));
    }

    [Fact]
    public async Task Another_applications_database_is_refused_and_left_alone()
    {
        Change("CREATE TABLE customers(id)");
        Assert.Contains("of another application", (await Assert.ThrowsAsync<StoreVersionException>(() => _home.OpenAsync())).Message);
        Assert.Equal(1, Number("SELECT count(*) FROM sqlite_master"));
    }

    [Theory]
    [InlineData("not/there/sagas.db", "not/there' does not exist")]
    [InlineData(".", "cannot be opened")]
    public async Task A_path_that_cannot_be_is_one_clear_error(string path, string what)
    {
        await using var store = new SqliteSagaStore(Path.Combine(_home.Folder, path));
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await store.OpenAsync(new("n", TimeProvider.System, NullLogger.Instance), default));
        Assert.Contains("cannot be opened", e.Message);
        Assert.Contains(what, e.Message);
        Assert.Contains(_home.Folder, e.Message);
    }

    [Fact]
    public async Task It_is_used_neither_before_it_is_open_nor_after_it_is_closed()
    {
        var store = new SqliteSagaStore(_home.File);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new JournalWriter("order-1").AppendAsync(store));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.LoadAsync("order-1", default));
        await store.OpenAsync(new("n", TimeProvider.System, NullLogger.Instance), default);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new JournalWriter("order-1").AppendAsync(store));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.LoadAsync("order-1", default));
    }

    [Fact]
    public async Task Closing_finishes_what_was_asked_before()
    {
        var store = await _home.OpenAsync();
        var appends = Enumerable.Range(0, 500).Select(i => new JournalWriter("order-" + i).AppendAsync(store)).ToArray();
        await _home.CloseAsync();
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendOutcome.Appended, outcome));
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
        Assert.Equal(20, (await store.LoadAsync("order-63", default))!.Records.Count);
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

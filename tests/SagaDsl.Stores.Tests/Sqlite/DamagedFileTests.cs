using SagaDsl.Stores.Sqlite;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.Sqlite;

/// <summary>What is stored of one instance is changed behind the store's back: that one is refused by name, the others go on.</summary>
public sealed class DamagedFileTests : IAsyncLifetime
{
    private readonly FileHome _home = new(file => new SqliteSagaStore(file));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Theory]
    [InlineData("UPDATE journal SET head = CAST(replace(CAST(head AS TEXT), 'key-1', 'key-9') AS BLOB) WHERE place & 0xffffff = 1", 1, "hash does not match")]
    [InlineData("UPDATE journal SET hash = randomblob(32) WHERE place & 0xffffff = 2", 2, "hash does not match")]
    [InlineData("UPDATE journal SET hash = x'00' WHERE place & 0xffffff = 2", 2, "hash has a wrong length")]
    [InlineData("UPDATE journal SET payloads = x'7b7d' WHERE place & 0xffffff = 0", 0, "payload")]
    [InlineData("UPDATE journal SET payloads = NULL WHERE place & 0xffffff = 0", 0, "payload is missing")]
    [InlineData("DELETE FROM journal WHERE place & 0xffffff = 1", 1, "record is missing")]
    [InlineData("DELETE FROM journal WHERE place & 0xffffff = 0", 0, "record is missing")]
    [InlineData("DELETE FROM journal WHERE place & 0xffffff = 3", 3, "4 records were appended, and 3 are there")]
    [InlineData("DELETE FROM journal WHERE place & 0xffffff > 1", 2, "4 records were appended, and 2 are there")]
    [InlineData("UPDATE instances SET records = 3 WHERE key = $", 3, "3 records were appended, and 4 are there")]
    [InlineData("UPDATE instances SET records = 3 WHERE key = $; DELETE FROM journal WHERE place & 0xffffff = 0", 0, "record is missing")]
    [InlineData("UPDATE instances SET tombstone = x'00' WHERE key = $", 0, "tombstone")]
    public async Task The_damaged_instance_is_refused_by_name(string damage, int position, string what)
    {
        var journals = await FillAsync();
        var key = Number("SELECT key FROM instances WHERE id = 'order-2'");
        Change(damage.Replace("WHERE place", $"WHERE place >> 24 = {key} AND place").Replace("$", key.ToString()));

        var store = await _home.OpenAsync();
        var e = await Assert.ThrowsAsync<JournalDamagedException>(async () => await store.LoadAsync("order-2", 0, default));
        Assert.Equal(("order-2", position), (e.Instance, e.Position));
        Assert.Contains(what, e.Message);
        foreach (var journal in journals.Where(j => j.Id != "order-2"))
        {
            Assert.Equal(4, (await store.LoadAsync(journal.Id, 0, default))!.Records.Count);
            Assert.Equal(AppendFate.Appended, await journal.AppendAsync(store));
        }

        Assert.Equal(journals.Length, (await store.ListAsync(new(), default)).Count);
    }

    [Fact]
    public async Task Records_of_two_instances_do_not_change_places_unnoticed()
    {
        await FillAsync();
        var (a, b) = (Number("SELECT key FROM instances WHERE id = 'order-1'"), Number("SELECT key FROM instances WHERE id = 'order-2'"));
        Change($"UPDATE instances SET key = 1000 WHERE key = {a}; UPDATE instances SET key = {a} WHERE key = {b}; " +
            $"UPDATE instances SET key = {b} WHERE key = 1000");
        var store = await _home.OpenAsync();
        Assert.Contains("belongs to instance",
            (await Assert.ThrowsAsync<JournalDamagedException>(async () => await store.LoadAsync("order-1", 0, default))).Message);
    }

    [Fact]
    public async Task A_place_that_is_taken_does_not_stop_the_group()
    {
        var journals = await FillAsync();
        var key = Number("SELECT key FROM instances WHERE id = 'order-2'");
        Change($"UPDATE journal SET place = {key << 24 | 4} WHERE place = {key << 24 | 3}");
        var store = await _home.OpenAsync();
        var appends = journals.Select(j => j.AppendAsync(store)).ToArray();
        Assert.Equal(AppendFate.Unknown, await appends[2]);
        foreach (var append in appends.Where((_, i) => i != 2))
            Assert.Equal(AppendFate.Appended, await append);
        Assert.Equal(AppendFate.Appended, await journals[0].AppendAsync(store));
    }

    private async Task<JournalWriter[]> FillAsync(int instances = 5)
    {
        var store = await _home.OpenAsync();
        var journals = Enumerable.Range(0, instances).Select(i => new JournalWriter("order-" + i)).ToArray();
        foreach (var journal in journals)
        {
            for (var n = 0; n < 4; n++)
                await journal.AppendAsync(store);
        }

        await _home.CloseAsync();
        return journals;
    }

    private void Change(string sql)
    {
        using var database = Database.Open(_home.File, TimeSpan.FromSeconds(1));
        database.Run(sql);
        Assert.True(database.TotalChanges > 0, "nothing was damaged");
    }

    private long Number(string sql)
    {
        using var database = Database.Open(_home.File, TimeSpan.FromSeconds(1));
        return database.Number(sql);
    }
}

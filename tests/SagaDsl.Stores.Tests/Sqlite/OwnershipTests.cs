using System.Diagnostics;
using SagaDsl.Stores.Sqlite;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.Sqlite;

public sealed class OwnershipTests : IAsyncLifetime
{
    private readonly FileHome _home = new(file => new SqliteSagaStore(file));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task A_second_owner_is_refused_and_told_who_the_first_is()
    {
        var first = await _home.OpenAsync("shop-1");
        var e = await Assert.ThrowsAsync<StoreOwnedException>(() => _home.OpenAsync("shop-2"));
        Assert.Contains(_home.File, e.Message);
        Assert.Contains($"process {Environment.ProcessId} on node 'shop-1'", e.Message);
        Assert.Equal(AppendFate.Appended, await new JournalWriter("order-1").AppendAsync(first));
    }

    [Fact]
    public async Task The_lock_ends_with_the_owner()
    {
        await _home.OpenAsync("shop-1");
        await _home.CloseAsync();
        await new JournalWriter("order-1").AppendAsync(await _home.OpenAsync("shop-2"));
    }

    [Fact]
    public async Task An_owner_in_another_process_counts_until_it_is_killed()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await _home.OpenAsync();
        await _home.CloseAsync();

        // Holds what an owner holds: an exclusive lock on the file beside the database, by the system's own means.
        var holder = new ProcessStartInfo("python3",
            ["-c", "import fcntl,sys,time\nf=open(sys.argv[1],'r+b')\nfcntl.lockf(f,fcntl.LOCK_EX,512,0x40000000)\nprint('held',flush=True)\ntime.sleep(60)",
                _home.File + "-owner"])
        {
            RedirectStandardOutput = true,
        };
        Process process;
        try
        {
            process = Process.Start(holder)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return; // No python here.
        }

        using (process)
        {
            Assert.Equal("held", await process.StandardOutput.ReadLineAsync());
            await Assert.ThrowsAsync<StoreOwnedException>(() => _home.OpenAsync());
            process.Kill();
            await process.WaitForExitAsync();
        }

        await _home.OpenAsync();
    }

    [Fact]
    public async Task Others_read_and_send_while_the_owner_runs()
    {
        var store = await _home.OpenAsync();
        await new JournalWriter("order-1").AppendAsync(store);
        using var other = Database.Open(_home.File, TimeSpan.FromSeconds(5));
        Assert.Equal(1, other.Number("SELECT count(*) FROM instances"));

        other.Run("INSERT INTO inbox(instance, id, command, actor, reason) VALUES('order-1', 'm1', 'Cancel', 'ann', 'called')");
        var message = Assert.Single(await store.InboxAsync("order-1", default));
        Assert.Equal(SagaMessage.OfCommand("m1", "order-1", OperatorCommand.Cancel, new("ann", "called")), message);

        Assert.Contains("no such instance",
            Assert.Throws<SqliteException>(() =>
                other.Run("INSERT INTO inbox(instance, id, command, actor, reason) VALUES('nobody', 'm1', 'Cancel', 'ann', 'x')")).Message);
        // One that ended, and an id that was used before.
        Assert.Contains("UNIQUE",
            Assert.Throws<SqliteException>(() =>
                other.Run("INSERT INTO inbox(instance, id, command, actor, reason) VALUES('order-1', 'm1', 'Cancel', 'ann', 'x')")).Message);
        await new JournalWriter("order-2").AppendAsync(store, JournalWriter.Ended);
        Assert.Contains("has ended",
            Assert.Throws<SqliteException>(() =>
                other.Run("INSERT INTO inbox(instance, id, command, actor, reason) VALUES('order-2', 'm1', 'Cancel', 'ann', 'x')")).Message);
        Assert.Contains("CHECK",
            Assert.Throws<SqliteException>(() =>
                other.Run("INSERT INTO inbox(instance, id, command, actor, reason) VALUES('order-1', 'm2', 'Explode', 'ann', 'x')")).Message);
    }

    [Fact]
    public async Task Others_send_every_kind_and_to_those_that_are_to_come()
    {
        var store = await _home.OpenAsync();
        await new JournalWriter("order-1").AppendAsync(store);
        using var other = Database.Open(_home.File, TimeSpan.FromSeconds(5));
        var kinds = Enum.GetValues<MessageKind>().Except([MessageKind.Unknown]).ToList();
        foreach (var kind in kinds)
            other.Run($"INSERT INTO inbox(instance, id, kind, command, actor, reason) VALUES('order-1', '{kind}', '{kind}', 'Skip', 'ann', 'x')");
        Assert.Equal(kinds, (await store.InboxAsync("order-1", default)).Select(m => m.Kind));

        var noon = JournalWriter.Noon.UtcTicks;
        other.Run("INSERT INTO inbox(instance, id, kind, name, step, element, sender, until, payload) VALUES('later', 's1', 'Signal', 'paid', 'Charge', 2, " +
            $"'shop', {noon}, '{{\"total\":7}}')");
        await new JournalWriter("later").AppendAsync(store);
        var message = Assert.Single((await store.LoadAsync("later", 0, default))!.Inbox);
        Assert.Equal(("s1", MessageKind.Signal, "paid", "Charge", 2, "shop", JournalWriter.Noon),
            (message.Id, message.Kind, message.Name, message.Step, message.Element, message.From, message.KeepUntil));
        Assert.Equal("{\"total\":7}", message.Payload.ToString());
        Assert.Null(message.Command);
        Assert.Null(message.By);
    }

    [Theory]
    [InlineData("kind", "'Rumour'")]
    [InlineData("kind, command", "'Command', NULL")]
    [InlineData("command", "'Cancel'")]
    [InlineData("kind, actor", "'Signal', 'ann'")]
    [InlineData("kind, reason", "'Signal', 'x'")]
    [InlineData("kind, command", "'Signal', 'Explode'")]
    [InlineData("kind, element", "'Signal', -1")]
    [InlineData("kind, element", "'Signal', 'first'")]
    [InlineData("kind, element", "'Signal', 2147483648")]
    [InlineData("kind, until", "'Signal', 'tomorrow'")]
    [InlineData("kind, until", "'Signal', -1")]
    [InlineData("kind, absorbed", "'Signal', 2")]
    public async Task What_the_store_could_not_read_cannot_be_put_into_the_inbox(string columns, string values)
    {
        await new JournalWriter("order-1").AppendAsync(await _home.OpenAsync());
        using var other = Database.Open(_home.File, TimeSpan.FromSeconds(5));
        Assert.Contains("CHECK",
            Assert.Throws<SqliteException>(() => other.Run($"INSERT INTO inbox(instance, id, {columns}) VALUES('order-1', 'm', {values})")).Message);
    }

    [Fact]
    public async Task The_owner_waits_for_a_writer_in_another_process()
    {
        var store = await _home.OpenAsync();
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(store);
        using var other = Database.Open(_home.File, TimeSpan.FromSeconds(5));
        other.Run("BEGIN IMMEDIATE");
        var append = journal.AppendAsync(store);
        Assert.False(append.IsCompleted);
        Assert.Single((await store.LoadAsync("order-1", 0, default))!.Records);
        other.Run("COMMIT");
        Assert.Equal(AppendFate.Appended, await append);
    }
}

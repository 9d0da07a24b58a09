using SagaDsl.Barrier.Tests.Databases;

namespace SagaDsl.Barrier.Tests;

/// <summary>A process that is stopped in the middle of an action, and goes on, or dies, when others have long decided.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ZombieTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task What_comes_after_its_undo_is_refused(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        using var zombie = await ZombieProcess.StoppedAsync(database, "k", StopsAt.Begin);
        Assert.False(await database.Barrier().UndoAsync("k"));
        Assert.Equal("refused, definite: True", await zombie.ContinueAsync());
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
        Assert.Equal("barred", await database.StateAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_barred_is_refused_however_late_it_comes(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        using var zombie = await ZombieProcess.StoppedAsync(database, "k", StopsAt.Begin);
        Assert.False(await database.Barrier().BarAsync("k"));
        Assert.Equal("refused, definite: True", await zombie.ContinueAsync());
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    /// <summary>Its transaction holds the row: nobody can say yet, and nobody says. What it commits then is undone.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task While_its_transaction_is_open_the_undo_cannot_pass_and_undoes_it_afterwards(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other");
        using var zombie = await ZombieProcess.StoppedAsync(database, "k", StopsAt.Commit);
        await Assert.ThrowsAsync<BarrierUnavailableException>(() => database.Barrier(seconds: 1).UndoAsync("k"));
        await Assert.ThrowsAsync<BarrierUnavailableException>(() => database.Barrier(seconds: 1).BarAsync("k"));
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
        Assert.Null(await database.StateAsync("k/undo"));

        Assert.Equal("committed", await zombie.ContinueAsync());
        Assert.True(await database.Barrier().UndoAsync("k"));
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
    }

    /// <summary>With the server's own limit the undo need not wait for ever: the zombie's session is ended, and its commit fails.</summary>
    [Theory, OnPostgres]
    public async Task Where_the_server_ends_idle_transactions_the_undo_passes_and_its_commit_fails(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other");
        using var zombie = await ZombieProcess.StoppedAsync(
            database, "k", StopsAt.Commit, ";Options=-c idle_in_transaction_session_timeout=500");
        Assert.False(await database.Barrier().UndoAsync("k"));
        Assert.StartsWith("failed: ", await zombie.ContinueAsync(), StringComparison.Ordinal);
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
        Assert.Equal("barred", await database.StateAsync("k"));
        await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Killed_before_its_commit_it_has_done_nothing(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other");
        using var zombie = await ZombieProcess.StoppedAsync(database, "k", StopsAt.Commit);
        await zombie.KillAsync();
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
        Assert.Equal("the next one", await database.Barrier().DoAsync("k", "the next one"));
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    /// <summary>The journal knows nothing of it; the row does.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Killed_between_its_commit_and_the_journal_its_reply_is_returned(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        using var zombie = await ZombieProcess.StoppedAsync(database, "k", StopsAt.Told);
        await zombie.KillAsync();
        Assert.Equal("from the zombie", await database.Barrier().DoAsync("k", "the next one"));
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
        Assert.True(await database.Barrier().UndoAsync("k"));
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
    }
}

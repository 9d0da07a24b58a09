using SagaDsl.Barrier.Tests.Databases;

namespace SagaDsl.Barrier.Tests;

/// <summary>What a network does to commands and undos, and what the database looks like afterwards.</summary>
[Collection(DatabaseTests.Name)]
public sealed class AnomalyTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_duplicate_gets_the_first_reply_and_does_nothing(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        Assert.Equal("first", await database.Barrier().DoAsync("k", "first"));
        Assert.Equal("first", await database.Barrier().DoAsync("k", "second"));
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Other_keys_are_other_effects(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var barrier = database.Barrier();
        foreach (var key in new[] { "k", "K", "k/", "k/x", "k%2F" })
            Assert.Equal(key, await barrier.DoAsync(key, key));
        foreach (var key in new[] { "k", "K", "k/", "k/x", "k%2F" })
            Assert.Equal((1, 0), await database.LedgerAsync(key));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_undo_undoes_once(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("k");
        Assert.True(await database.Barrier().UndoAsync("k"));
        Assert.False(await database.Barrier().UndoAsync("k"));
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
        Assert.Equal("undone", await database.StateAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_undo_of_what_never_came_does_nothing_and_bars_it(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        Assert.False(await database.Barrier().UndoAsync("k"));
        var refused = await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("k"));
        Assert.True(refused.Definite);
        Assert.Contains("'k') was undone before it came: nothing was done", refused.Message);
        Assert.False(await database.Barrier().UndoAsync("k"));
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_repetition_after_the_undo_is_refused(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("k");
        await database.Barrier().UndoAsync("k");
        var refused = await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("k"));
        Assert.True(refused.Definite);
        Assert.Contains("has been undone since", refused.Message);
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
    }

    /// <summary>Acceptance case 14.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Two_undos_at_once_and_then_the_action_change_nothing(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var undos = await Task.WhenAll(Task.Run(() => database.Barrier().UndoAsync("k")), Task.Run(() => database.Barrier().UndoAsync("k")));
        Assert.Equal([false, false], undos);
        await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("k"));
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_commands_at_once_one_is_done_and_all_get_its_reply(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => database.Barrier().DoAsync("k", $"reply {n}"))));
        Assert.Single(replies.Distinct());
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_undos_at_once_one_undoes(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("k");
        var ran = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => database.Barrier().UndoAsync("k"))));
        Assert.Single(ran, one => one);
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
    }

    [Theory]
    [OnSqlite, OnPostgres]
    public async Task A_second_command_waits_for_the_first_and_gets_its_reply(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other"); // The table is there.
        var first = await database.BeginAsync("k");
        var second = Task.Run(() => database.Barrier().DoAsync("k", "second"));
        await database.WaitForAWaiterAsync();
        Assert.False(second.IsCompleted);
        await first.EndAsync(commit: true);
        Assert.Equal("reply", await second);
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_second_command_does_it_when_the_first_rolls_back(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other");
        var first = await database.BeginAsync("k");
        var second = Task.Run(() => database.Barrier().DoAsync("k", "second"));
        await database.WaitForAWaiterAsync();
        await first.EndAsync(commit: false);
        Assert.Equal("second", await second);
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_undo_waits_for_the_action_and_undoes_it(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other");
        var action = await database.BeginAsync("k");
        var undo = Task.Run(() => database.Barrier().UndoAsync("k"));
        await database.WaitForAWaiterAsync();
        Assert.False(undo.IsCompleted);
        await action.EndAsync(commit: true);
        Assert.True(await undo);
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_crash_before_the_commit_leaves_nothing_and_it_is_done_again(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await Assert.ThrowsAsync<TimeoutException>(() => database.Barrier().DoAsync("k", after: () => throw new TimeoutException()));
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
        Assert.Null(await database.StateAsync("k"));
        Assert.Equal("again", await database.Barrier().DoAsync("k", "again"));
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_compensation_that_fails_is_done_again(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("k");
        await Assert.ThrowsAsync<TimeoutException>(() => database.Barrier().UndoAsync("k", after: () => throw new TimeoutException()));
        Assert.Equal("done", await database.StateAsync("k"));
        Assert.True(await database.Barrier().UndoAsync("k"));
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Barring_says_whether_it_was_done_and_refuses_it_otherwise(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var barrier = database.Barrier();
        Assert.False(await barrier.BarAsync("never came"));
        Assert.False(await barrier.BarAsync("never came"));
        await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("never came"));
        Assert.False(await database.Barrier().UndoAsync("never came"));

        await database.Barrier().DoAsync("k");
        Assert.True(await barrier.BarAsync("k"));
        Assert.Equal("reply", await database.Barrier().DoAsync("k"));
        Assert.True(await database.Barrier().UndoAsync("k"));
        Assert.True(await barrier.BarAsync("k"));
        Assert.Equal((0, 0), await database.LedgerAsync("never came"));
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Barring_waits_for_an_action_under_way(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other");
        foreach (var commit in new[] { true, false })
        {
            var action = await database.BeginAsync($"k {commit}");
            var bar = Task.Run(() => database.Barrier().BarAsync($"k {commit}"));
            await database.WaitForAWaiterAsync();
            Assert.False(bar.IsCompleted);
            await action.EndAsync(commit);
            Assert.Equal(commit, await bar);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Parts_are_effects_of_their_own_and_the_action_knows_of_them(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        Assert.Equal("fee", await database.Barrier().DoAsync("k", "fee", part: "fee"));
        Assert.Equal("whole", await database.Barrier().DoAsync("k", "whole"));
        Assert.Equal("tax", await database.Barrier().DoAsync("k", "tax", part: "tax"));
        Assert.Equal("fee", await database.Barrier().DoAsync("k", "again", part: "fee"));
        Assert.Equal("whole", await database.Barrier().DoAsync("k", "again"));
        Assert.Equal((3, 0), await database.LedgerAsync("k"));
        Assert.True(await database.Barrier().UndoAsync("k", "fee"));
        Assert.True(await database.Barrier().UndoAsync("k"));
        Assert.True(await database.Barrier().UndoAsync("k", "tax"));
        Assert.False(await database.Barrier().UndoAsync("k", "tax"));
        Assert.Equal((3, 3), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_part_of_a_barred_action_is_refused_and_a_part_that_came_is_seen(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        Assert.False(await database.Barrier().BarAsync("late"));
        await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("late", part: "fee"));

        await database.Barrier().DoAsync("k", part: "fee");
        Assert.True(await database.Barrier().BarAsync("k"));
        // The action itself never came: only its part is undone, and another part is too late.
        Assert.False(await database.Barrier().UndoAsync("k"));
        Assert.True(await database.Barrier().BarAsync("k"));
        Assert.True(await database.Barrier().UndoAsync("k", "fee"));
        await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("k", part: "tax"));
        await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("k"));
        Assert.Equal((1, 1), await database.LedgerAsync("k"));
        Assert.Equal((0, 0), await database.LedgerAsync("late"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_forgotten_is_not_guarded_any_more(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var time = new Clock();
        await database.Barrier(time: time).DoAsync("old");
        await database.Barrier(time: time).DoAsync("undone");
        time.Now += TimeSpan.FromDays(20);
        await database.Barrier(time: time).UndoAsync("undone");
        await database.Barrier(time: time).DoAsync("new");
        time.Now += TimeSpan.FromDays(20);

        Assert.Equal(1, await database.Barrier(time: time).ForgetAsync(TimeSpan.FromDays(30)));
        Assert.Equal(0, await database.Barrier(time: time).ForgetAsync(TimeSpan.FromDays(30)));
        Assert.Equal("again", await database.Barrier().DoAsync("old", "again"));
        Assert.Equal("reply", await database.Barrier().DoAsync("new", "again"));
        await Assert.ThrowsAsync<StepRejectedException>(() => database.Barrier().DoAsync("undone"));
    }

    /// <summary>Under a snapshot taken before the other one's commit, the row that decides cannot be read: PostgreSQL says so, and nothing is done.</summary>
    [Theory, OnPostgres]
    public async Task A_stricter_isolation_fails_rather_than_doing_it_twice(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("other");
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        Assert.Equal(0, await Ledger.CountAsync(connection, "k", "did")); // The snapshot is taken.
        await database.Barrier().DoAsync("k");
        await Assert.ThrowsAsync<BarrierUnavailableException>(() => database.Barrier().OnceAsync(
            Call.Action("k"), transaction, () => Ledger.WriteAsync(transaction, "k", "did")));
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

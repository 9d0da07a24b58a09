using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using SagaDsl.Barrier.Tests.Databases;

namespace SagaDsl.Barrier.Tests;

/// <summary>What is wrong, and what to do, in the message; and nothing of it in the database.</summary>
[Collection(DatabaseTests.Name)]
public sealed partial class WrongUseTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_transaction_that_has_ended(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await transaction.CommitAsync();
        await RefusedAsync<InvalidOperationException>(
            () => database.Barrier().OnceAsync(Call.Action("k"), transaction, () => Task.CompletedTask), "committed or rolled back already");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_transaction_of_a_closed_connection(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.CloseAsync();
        await RefusedAsync<InvalidOperationException>(
            () => database.Barrier().OnceAsync(Call.Action("k"), transaction, () => Task.CompletedTask), "its connection is closed");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Work_that_throws_and_a_handler_that_commits_all_the_same(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Ledger.WriteAsync(transaction, "k", "did");
        await Assert.ThrowsAsync<TimeoutException>(() => database.Barrier().OnceAsync(Call.Action("k"), transaction, async () =>
        {
            await Ledger.WriteAsync(transaction, "k", "did");
            throw new TimeoutException();
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync());
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_refused_action_whose_handler_commits_all_the_same(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().BarAsync("k");
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Ledger.WriteAsync(transaction, "k", "did");
        await Assert.ThrowsAsync<StepRejectedException>(
            () => database.Barrier().OnceAsync(Call.Action("k"), transaction, () => Ledger.WriteAsync(transaction, "k", "did")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync());
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Work_that_ends_the_transaction(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await RefusedAsync<InvalidOperationException>(
            () => database.Barrier().OnceAsync(Call.Action("k"), async transaction =>
            {
                await Ledger.WriteAsync(transaction, "k", "did");
                await transaction.CommitAsync();
                return "reply";
            }), "must leave that alone");
        // It is done, so that it is not done again; what it replied, nobody knows.
        await RefusedAsync<InvalidOperationException>(() => database.Barrier().DoAsync("k"), "an operator can supply the step's result");
        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_effects_under_one_key_in_one_call(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        foreach (var step in new[] { Call.Action("k"), Call.Undo("k") })
        {
            var barrier = database.Barrier();
            await barrier.OnceAsync(step, transaction => Ledger.WriteAsync(transaction, "k", "first"));
            await RefusedAsync<InvalidOperationException>(
                () => barrier.OnceAsync(step, transaction => Ledger.WriteAsync(transaction, "k", "second")), "part: \"fee\"");
            await barrier.OnceAsync(step, transaction => Ledger.WriteAsync(transaction, "k", "fee"), part: "fee");
        }

        await using var connection = await database.OpenAsync();
        Assert.Equal(0, await Ledger.CountAsync(connection, "k", "second"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_effects_under_one_key_in_one_transaction(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var (barrier, step) = (database.Barrier(), Call.Action("k"));
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await barrier.OnceAsync(step, transaction, () => Ledger.WriteAsync(transaction, "k", "did"));
        await RefusedAsync<InvalidOperationException>(
            () => barrier.OnceAsync(step, transaction, () => Ledger.WriteAsync(transaction, "k", "did")), "called twice in one call");
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_transaction_that_was_rolled_back_is_repeated_in_the_same_call(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var (barrier, step) = (database.Barrier(), Call.Action("k"));
        foreach (var commit in new[] { false, true })
        {
            await using var connection = await database.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await barrier.OnceAsync(step, transaction, () => Ledger.WriteAsync(transaction, "k", "did"));
            if (commit)
                await transaction.CommitAsync();
        }

        Assert.Equal((1, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_reply_that_is_too_large(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var barrier = new SqlBarrier(() => database.Connect(), new() { MaxReplyBytes = 100 });
        Assert.Equal(98, (await barrier.DoAsync("fits", new string('x', 98))).Length);
        await RefusedAsync<PayloadTooLargeException>(() => barrier.DoAsync("k", new string('x', 99)), "101 bytes as JSON; the limit is 100");
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_reply_that_nobody_can_write_or_read(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await RefusedAsync<InvalidOperationException>(
            () => database.Barrier().OnceAsync(Call.Action("k"), _ => Task.FromResult(new Reserved(7))), "pass json: MyJson.Default.Reserved");
        var first = await database.Barrier().OnceAsync(Call.Action("k"), _ => Task.FromResult(new Reserved(7)), json: ReplyJson.Default.Reserved);
        var again = await database.Barrier().OnceAsync(Call.Action("k"), _ => Task.FromResult(new Reserved(8)), json: ReplyJson.Default.Reserved);
        Assert.Equal((new Reserved(7), new Reserved(7)), (first, again));
        var e = await RefusedAsync<PayloadNotSerializableException>(
            () => database.Barrier().OnceAsync(Call.Action("k"), _ => Task.FromResult(8)), "not done again");
        Assert.IsAssignableFrom<JsonException>(e.InnerException);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_a_compensation_returns_is_not_stored(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.Barrier().DoAsync("k");
        Assert.Equal(7, (await database.Barrier().OnceAsync(Call.Undo("k"), _ => Task.FromResult(new Reserved(7)))).Lines);
        Assert.Null(await database.Barrier().OnceAsync(Call.Undo("k"), _ => Task.FromResult(new Reserved(7))));
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached()
    {
        var barrier = new SqlBarrier(() => new SqliteConnection("Data Source=/no-such-folder/stock.db"));
        var e = await RefusedAsync<BarrierUnavailableException>(() => barrier.DoAsync("k"), "Is the server up");
        Assert.IsAssignableFrom<DbException>(e.InnerException);
        await RefusedAsync<BarrierUnavailableException>(() => barrier.BarAsync("k"), "cannot be opened");
    }

    [Fact]
    public async Task Keys_that_are_none()
    {
        await using var database = await TestDatabase.NewAsync("sqlite");
        var barrier = database.Barrier();
        await RefusedAsync<ArgumentException>(() => barrier.DoAsync(" "), "");
        await RefusedAsync<ArgumentException>(() => barrier.BarAsync(""), "");
        await RefusedAsync<ArgumentException>(() => barrier.DoAsync("k", part: ""), "");
        await RefusedAsync<ArgumentException>(() => barrier.DoAsync(new string('k', 2_001)), "Shorten the instance's id");
        await RefusedAsync<InvalidOperationException>(
            () => barrier.OnceAsync(new Odd(), _ => Task.CompletedTask), "IdempotencyKey is 'k/confirm' and ActionKey is 'k'");
        await RefusedAsync<ArgumentOutOfRangeException>(() => barrier.ForgetAsync(TimeSpan.Zero), "");
    }

    [Theory]
    [InlineData("")]
    [InlineData("barrier; DROP TABLE stock")]
    [InlineData("a.b.c")]
    [InlineData("1st")]
    [InlineData("\"quoted\"")]
    public void A_table_that_is_no_name(string table) =>
        Assert.Contains("such as 'shop.barrier'", Assert.Throws<ArgumentException>(() => new SqlBarrier(() => null!, new() { Table = table })).Message);

    [Fact]
    public async Task A_call_that_is_cancelled_does_nothing()
    {
        await using var database = await TestDatabase.NewAsync("sqlite");
        var step = new Call("k", cancellation: new(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Barrier().OnceAsync(step, tx => Ledger.WriteAsync(tx, "k", "did")));
        Assert.Equal((0, 0), await database.LedgerAsync("k"));
    }

    private static async Task<TException> RefusedAsync<TException>(Func<Task> call, string because) where TException : Exception
    {
        var e = await Assert.ThrowsAnyAsync<TException>(call);
        Assert.Contains(because, e.Message);
        return e;
    }

    internal sealed record Reserved(int Lines);

    [JsonSerializable(typeof(Reserved))]
    internal sealed partial class ReplyJson : JsonSerializerContext;

    private sealed class Odd : StepContext
    {
        public override string SagaName => "orders";

        public override string InstanceId => "order-1";

        public override string StepName => "Reserve";

        public override int Attempt => 1;

        public override string IdempotencyKey => "k/confirm";

        public override string ActionKey => "k";

        public override ActionOutcome ActionOutcome => ActionOutcome.InDoubt;

        public override int? ElementIndex => null;

        public override CancellationToken CancellationToken => default;

        public override TimeProvider TimeProvider => TimeProvider.System;

        public override string KeyFor(string part) => part;
    }
}

using Npgsql;
using SagaDsl.Barrier.Tests.Databases;

namespace SagaDsl.Barrier.Tests;

/// <summary>The table is there when it is needed, whoever made it.</summary>
[Collection(DatabaseTests.Name)]
public sealed class TableTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Many_make_it_at_once(string kind)
    {
        for (var round = 0; round < 5; round++)
        {
            await using var database = await TestDatabase.NewAsync(kind);
            await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => database.Barrier().DoAsync($"k{n}"))));
            Assert.Equal("6", await database.ReadAsync("SELECT count(*) FROM sagadsl_barrier"));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_make_it_at_once_in_transactions_of_their_own(string kind)
    {
        for (var round = 0; round < 5; round++)
        {
            await using var database = await TestDatabase.NewAsync(kind);
            await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(async () => await (await database.BeginAsync($"k{n}")).EndAsync(commit: true))));
            Assert.Equal("6", await database.ReadAsync("SELECT count(*) FROM sagadsl_barrier"));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_that_was_made_in_a_transaction_that_rolled_back_is_made_again(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var barrier = database.Barrier();
        foreach (var commit in new[] { false, true })
        {
            await using var connection = await database.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            // Two parts: the second sees the table that the first made, which nobody else sees yet.
            await barrier.OnceAsync(Call.Action("k"), transaction, () => Ledger.WriteAsync(transaction, "k", "did"));
            await barrier.OnceAsync(Call.Action("k"), transaction, () => Ledger.WriteAsync(transaction, "k", "did"), part: "fee");
            if (commit)
                await transaction.CommitAsync();
        }

        Assert.Equal((2, 0), await database.LedgerAsync("k"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_that_is_dropped_is_missed_once_and_made_again(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var barrier = database.Barrier();
        await barrier.DoAsync("k");
        await database.RunAsync("DROP TABLE sagadsl_barrier");
        await Assert.ThrowsAsync<BarrierUnavailableException>(() => barrier.DoAsync("k2"));
        await barrier.DoAsync("k2");
        Assert.Equal((1, 0), await database.LedgerAsync("k2"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Its_name_is_an_option(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await new SqlBarrier(() => database.Connect(), new() { Table = "stock_barrier" }).DoAsync("k");
        Assert.Equal("1", await database.ReadAsync("SELECT count(*) FROM stock_barrier"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_table_of_another_shape_is_refused_with_the_statement_that_makes_it(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        await database.RunAsync("CREATE TABLE sagadsl_barrier (id text)");
        var e = await Assert.ThrowsAsync<BarrierUnavailableException>(() => database.Barrier().DoAsync("k"));
        Assert.Contains("written_at bigint NOT NULL", e.Message);
    }

    [Theory, OnPostgres]
    public async Task Who_may_not_make_tables_uses_the_one_that_is_there(string kind)
    {
        await using var database = await TestDatabase.NewAsync(kind);
        var schema = new NpgsqlConnectionStringBuilder(database.ConnectionString()).SearchPath;
        var clerk = $"clerk_{schema}";
        await database.RunAsync($"CREATE ROLE {clerk} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {clerk}; GRANT ALL ON ledger TO {clerk}");
        try
        {
            var theirs = new NpgsqlConnectionStringBuilder(database.ConnectionString()) { Username = clerk, Pooling = false }.ConnectionString;
            SqlBarrier Barrier() => new(() => new NpgsqlConnection(theirs));
            var e = await Assert.ThrowsAsync<BarrierUnavailableException>(() => Barrier().DoAsync("k"));
            Assert.Contains("CREATE TABLE IF NOT EXISTS sagadsl_barrier", e.Message);

            await database.Barrier().DoAsync("other");
            await database.RunAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON sagadsl_barrier TO {clerk}");
            Assert.Equal("reply", await Barrier().DoAsync("k"));
            await using var connection = new NpgsqlConnection(theirs);
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            Assert.Equal("reply", await Barrier().OnceAsync(Call.Action("k"), transaction, () => Task.FromResult("again")));
        }
        finally
        {
            await database.RunAsync($"DROP OWNED BY {clerk}; DROP ROLE {clerk}");
        }
    }
}

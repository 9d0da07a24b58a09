using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SagaDsl;
using SagaDsl.Barrier.Tests;

// zombie <sqlite|postgres> <connection string> <action key> <stops at>
var (kind, database, key, stop) = (args[0], args[1], args[2], Enum.Parse<StopsAt>(args[3]));
DbConnection Connect() => kind == "sqlite" ? new SqliteConnection(database) : new NpgsqlConnection(database);

var barrier = new SqlBarrier(Connect);
try
{
    StopIf(StopsAt.Begin);
    await using var connection = Connect();
    await connection.OpenAsync();
    await using var transaction = await connection.BeginTransactionAsync();
    await barrier.OnceAsync(Call.Action(key), transaction, async () =>
    {
        await Ledger.WriteAsync(transaction, key, "did");
        return "from the zombie";
    });
    StopIf(StopsAt.Commit);
    await transaction.CommitAsync();
    StopIf(StopsAt.Told);
    Console.WriteLine("committed");
}
catch (StepRejectedException e)
{
    Console.WriteLine($"refused, definite: {e.Definite}");
}
catch (Exception e)
{
    Console.WriteLine($"failed: {e.GetType().Name}: {e.Message}");
}

// A thread that stops its own process may run on for a moment: so it waits here, and is stopped from outside.
void StopIf(StopsAt at)
{
    if (at != stop)
        return;
    Console.WriteLine("here");
    Console.ReadLine();
}

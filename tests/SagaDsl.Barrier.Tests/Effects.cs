using System.Data.Common;
using SagaDsl.Barrier.Tests.Databases;

namespace SagaDsl.Barrier.Tests;

/// <summary>A handler and its compensation, as a participant would write them, in the short form.</summary>
internal static class Effects
{
    /// <summary>The action: a line in the ledger, and a reply.</summary>
    public static Task<string> DoAsync(this IBarrier barrier, string key, string reply = "reply", string? part = null, Action? after = null) =>
        barrier.OnceAsync(Call.Action(key), async transaction =>
        {
            await Ledger.WriteAsync(transaction, key, "did", reply);
            after?.Invoke();
            return reply;
        }, part);

    /// <summary>The compensation. It says whether its work ran.</summary>
    public static async Task<bool> UndoAsync(this IBarrier barrier, string key, string? part = null, Action? after = null)
    {
        var ran = false;
        await barrier.OnceAsync(Call.Undo(key), async transaction =>
        {
            ran = true;
            await Ledger.WriteAsync(transaction, key, "undid");
            after?.Invoke();
        }, part);
        return ran;
    }

    /// <summary>The action in a transaction of one's own, left open.</summary>
    public static async Task<DbTransaction> BeginAsync(this TestDatabase database, string key)
    {
        var connection = await database.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await database.Barrier().OnceAsync(Call.Action(key), transaction, async () =>
        {
            await Ledger.WriteAsync(transaction, key, "did", "reply");
            return "reply";
        });
        return transaction;
    }

    public static async Task EndAsync(this DbTransaction transaction, bool commit)
    {
        await using var connection = transaction.Connection;
        if (commit)
            await transaction.CommitAsync();
        else
            await transaction.RollbackAsync();
        await transaction.DisposeAsync();
    }
}

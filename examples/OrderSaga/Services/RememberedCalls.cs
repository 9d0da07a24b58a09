using System.Text.Json;

namespace Shop.Services;

/// <summary>
/// What makes a service's calls idempotent: the answer to a key is stored in the transaction that has the effect.
/// A repeated call gets the stored answer. An undo that comes before its action is noted, and the action is then refused.
/// </summary>
public sealed class RememberedCalls
{
    private readonly Database _database;

    /// <summary>The memory of a service, in its own database.</summary>
    public RememberedCalls(Database database)
    {
        _database = database;
        database.Execute("CREATE TABLE IF NOT EXISTS calls (key TEXT PRIMARY KEY, answer TEXT, refusal TEXT, reason TEXT) WITHOUT ROWID");
    }

    /// <summary>Has an effect once per key.</summary>
    /// <exception cref="RefusedException">The effect was refused, now or when the key first came.</exception>
    public async Task<T> OnceAsync<T>(string key, Func<T> effect, CancellationToken cancellationToken)
    {
        // A refusal is an answer to be committed, so it must not leave the transaction as an exception.
        var call = await _database.TransactionAsync(() =>
        {
            if (Find(key) is { } known)
                return known;
            try
            {
                return Remember(key, new Call(JsonSerializer.Serialize(effect()), null, null));
            }
            catch (RefusedException refusal)
            {
                return Remember(key, new Call(null, refusal.GetType().Name, refusal.Message));
            }
        }, cancellationToken);
        return call.Refusal is null
            ? JsonSerializer.Deserialize<T>(call.Answer!)!
            : throw RefusedException.Recall(call.Refusal, call.Reason!);
    }

    /// <summary>
    /// Undoes, once, what a call with <paramref name="actionKey"/> did; nothing where it did nothing or never came.
    /// From then on that call is refused, should it come, or come again.
    /// </summary>
    public Task UndoOnceAsync<T>(string key, string actionKey, Action<T> undo, CancellationToken cancellationToken) => _database.TransactionAsync(() =>
    {
        if (Find(key) is not null)
            return false;
        var action = Find(actionKey);
        if (action?.Answer is { } answer)
            undo(JsonSerializer.Deserialize<T>(answer)!);
        Remember(actionKey, new Call(null, action?.Refusal ?? nameof(RefusedException), action?.Reason ?? $"{actionKey} was undone"));
        Remember(key, new Call("true", null, null));
        return true;
    }, cancellationToken);

    private Call? Find(string key) =>
        _database.Query("SELECT answer, refusal, reason FROM calls WHERE key = $1", row => new Call(
            row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), key)
        .FirstOrDefault();

    private Call Remember(string key, Call call)
    {
        _database.Execute("INSERT OR REPLACE INTO calls VALUES ($1, $2, $3, $4)", key, call.Answer ?? (object)DBNull.Value,
            call.Refusal ?? (object)DBNull.Value, call.Reason ?? (object)DBNull.Value);
        return call;
    }

    private sealed record Call(string? Answer, string? Refusal, string? Reason);
}

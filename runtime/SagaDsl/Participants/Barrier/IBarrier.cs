using System.Data.Common;
using System.Text.Json.Serialization.Metadata;

namespace SagaDsl;

/// <summary>
/// Makes a step's effect on your own database happen exactly once: a row with the step's key, and with its reply, is in the same transaction as the
/// effect. Asked again, the step gets the stored reply; undone before it came, it is refused; an undo of what never came does nothing. Registered by
/// <see cref="BarrierServiceCollectionExtensions"/>; a singleton, safe for concurrent use. Works in a participant's handler and in a saga's own step.
/// </summary>
public interface IBarrier
{
    /// <summary>
    /// Does a step's effect once, in a transaction that this method begins and commits on a connection of the barrier's own:
    /// <c>barrier.OnceAsync(step, tx => db.TakeAsync(tx, command))</c>.
    /// </summary>
    /// <typeparam name="TReply">
    /// What the work returns: the step's result, for one. It is stored as JSON in the same transaction. In a compensation nothing is stored.
    /// </typeparam>
    /// <param name="step">The call. It says whether this is the action or its compensation.</param>
    /// <param name="work">The effect. All that it writes goes through the transaction it is given, which it must neither commit nor roll back.</param>
    /// <param name="part">What distinguishes a second effect of the same step: <c>"fee"</c>. Its compensation gives the same. Default: none.</param>
    /// <param name="json">How the reply is written. Default: as the saga writes it; needed only for a type that the saga's context does not have.</param>
    /// <returns>What the work returned, now or the first time. In a compensation with nothing to undo: <c>default</c>.</returns>
    /// <exception cref="StepRejectedException">The action was undone before it came, or since. Definite: nothing was done.</exception>
    /// <exception cref="BarrierUnavailableException">The database failed; what is unknown, the row tells when the step is asked again.</exception>
    /// <exception cref="InvalidOperationException">Wrong use; the message says what to do. Nothing was stored.</exception>
    /// <exception cref="PayloadTooLargeException">The reply is too large. Nothing was stored.</exception>
    /// <exception cref="PayloadNotSerializableException">The reply cannot be written, or the stored one not be read.</exception>
    Task<TReply> OnceAsync<TReply>(StepContext step, Func<DbTransaction, Task<TReply>> work, string? part = null, JsonTypeInfo<TReply>? json = null);

    /// <summary>The same for work that returns nothing.</summary>
    /// <inheritdoc cref="OnceAsync{TReply}(StepContext, Func{DbTransaction, Task{TReply}}, string?, JsonTypeInfo{TReply}?)"/>
    Task OnceAsync(StepContext step, Func<DbTransaction, Task> work, string? part = null);

    /// <summary>
    /// Does a step's effect once, in a transaction of yours, which you commit when this method has returned. It is rolled back here when this method
    /// throws: so nothing of a step that was refused, or that failed half-way, can be committed by mistake.
    /// </summary>
    /// <param name="step">The call. It says whether this is the action or its compensation.</param>
    /// <param name="transaction">
    /// A transaction of the database that the barrier was registered for, at READ COMMITTED or stricter (the defaults of PostgreSQL and SQLite are).
    /// </param>
    /// <param name="work">The effect. All that it writes goes through the transaction, which it must neither commit nor roll back.</param>
    /// <param name="part">What distinguishes a second effect of the same step. Its compensation gives the same. Default: none.</param>
    /// <param name="json">How the reply is written. Default: as the saga writes it.</param>
    /// <inheritdoc cref="OnceAsync{TReply}(StepContext, Func{DbTransaction, Task{TReply}}, string?, JsonTypeInfo{TReply}?)"/>
    Task<TReply> OnceAsync<TReply>(
        StepContext step, DbTransaction transaction, Func<Task<TReply>> work, string? part = null, JsonTypeInfo<TReply>? json = null);

    /// <summary>The same for work that returns nothing.</summary>
    /// <inheritdoc cref="OnceAsync{TReply}(StepContext, DbTransaction, Func{Task{TReply}}, string?, JsonTypeInfo{TReply}?)"/>
    Task OnceAsync(StepContext step, DbTransaction transaction, Func<Task> work, string? part = null);

    /// <summary>
    /// Bars an action that has not come: from then on it is refused, however late it comes. An action whose transaction is open is waited for.
    /// </summary>
    /// <param name="actionKey">The action's idempotency key (<see cref="StepContext.ActionKey"/>).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True: the action, or a part of it, was done here; its compensation has to run. False: it never was, and never will be.</returns>
    /// <exception cref="BarrierUnavailableException">The database failed, or an open transaction holds the row too long. Ask again.</exception>
    Task<bool> BarAsync(string actionKey, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes rows that are older than an age, counted from their last change. <b>What is forgotten is no longer guarded:</b> a command that comes again
    /// after that is done again, an undo that comes after that undoes nothing, and a barred command that comes after that is done. So the age is longer
    /// than the longest time in which a saga that uses this database may still ask or undo. It reads the whole table.
    /// </summary>
    /// <param name="olderThan">The age. More than zero.</param>
    /// <param name="cancellationToken">Ends it; nothing is removed.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The age is zero or less.</exception>
    /// <exception cref="BarrierUnavailableException">The database failed.</exception>
    Task<int> ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken = default);
}

using System.Data;
using System.Data.Common;
using System.Text.Json.Serialization.Metadata;
using SagaDsl.Participants;

namespace SagaDsl;

/// <summary>
/// A barrier in PostgreSQL or SQLite, through ADO.NET. Registered by <see cref="BarrierServiceCollectionExtensions"/>; made by hand for a second
/// database, or in a test.
/// </summary>
public sealed class SqlBarrier : IBarrier
{
    private readonly Func<DbConnection> _connect;
    private readonly BarrierTable _table;
    private readonly int _maxReplyBytes;
    private readonly Answered _answered = new();

    /// <summary>A barrier. It opens no connection before it is used.</summary>
    /// <param name="connect">Makes a new connection to the database of the effects: <c>() => new SqliteConnection("Data Source=stock.db")</c>. The barrier
    /// disposes of it.</param>
    /// <param name="options">How it keeps its rows. Default: the defaults.</param>
    /// <exception cref="ArgumentException">The table's name is not one.</exception>
    public SqlBarrier(Func<DbConnection> connect, BarrierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connect);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxReplyBytes, nameof(options.MaxReplyBytes));
        (_connect, _maxReplyBytes) = (connect, options.MaxReplyBytes);
        _table = new(options.Table, options.TimeProvider);
    }

    /// <inheritdoc/>
    public Task<TReply> OnceAsync<TReply>(StepContext step, Func<DbTransaction, Task<TReply>> work, string? part = null, JsonTypeInfo<TReply>? json = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(work);
        return InOwnAsync(step, Effect.Of(step, part), work, JsonOf(step, json));
    }

    /// <inheritdoc/>
    public Task OnceAsync(StepContext step, Func<DbTransaction, Task> work, string? part = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(work);
        return InOwnAsync(step, Effect.Of(step, part), transaction => NothingOf(work(transaction)), null);
    }

    /// <inheritdoc/>
    public Task<TReply> OnceAsync<TReply>(
        StepContext step, DbTransaction transaction, Func<Task<TReply>> work, string? part = null, JsonTypeInfo<TReply>? json = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(work);
        UseOf(transaction);
        return InGivenAsync(step, transaction, part, work, () => JsonOf(step, json));
    }

    /// <inheritdoc/>
    public Task OnceAsync(StepContext step, DbTransaction transaction, Func<Task> work, string? part = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(work);
        UseOf(transaction);
        return InGivenAsync(step, transaction, part, () => NothingOf(work()), () => null);
    }

    /// <inheritdoc/>
    public async Task<bool> BarAsync(string actionKey, CancellationToken cancellationToken = default)
    {
        Effect.Checked(actionKey);
        var connection = await ReadyAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var row = await _table.InsertOrReadAsync(new(connection, null, cancellationToken), actionKey, BarrierRow.Barred).ConfigureAwait(false);
            return row is not (null or { State: BarrierRow.Barred });
        }
    }

    /// <inheritdoc/>
    public async Task<int> ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(olderThan, TimeSpan.Zero);
        var connection = await ReadyAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
            return await _table.ForgetAsync(new(connection, null, cancellationToken), olderThan).ConfigureAwait(false);
    }

    private async Task<TReply> InOwnAsync<TReply>(StepContext step, Effect effect, Func<DbTransaction, Task<TReply>> work, ReplyJson<TReply>? json)
    {
        var connection = await ReadyAsync(step.CancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await BeginAsync(connection, step.CancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var reply = await DoAsync(step, transaction, effect, () => work(transaction), json).ConfigureAwait(false);
                await CommitAsync(transaction, effect).ConfigureAwait(false);
                return reply;
            }
        }
    }

    private async Task<TReply> InGivenAsync<TReply>(
        StepContext step, DbTransaction transaction, string? part, Func<Task<TReply>> work, Func<ReplyJson<TReply>?> json)
    {
        try
        {
            var effect = Effect.Of(step, part);
            await _table.EnsureAsync(transaction, OpenAsync, step.CancellationToken).ConfigureAwait(false);
            return await DoAsync(step, transaction, effect, work, json()).ConfigureAwait(false);
        }
        catch
        {
            // A handler that catches this and commits all the same would keep a half of its effect, or one that was refused.
            await RollBackAsync(transaction).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<TReply> DoAsync<TReply>(
        StepContext step, DbTransaction transaction, Effect effect, Func<Task<TReply>> work, ReplyJson<TReply>? json)
    {
        var place = new Place(UseOf(transaction), transaction, step.CancellationToken);
        var decision = await Decision.OfAsync(_table, place, effect).ConfigureAwait(false);
        switch (decision.Kind)
        {
            case DecisionKind.Refused:
                var when = decision.Row!.State == BarrierRow.Barred ? "was undone before it came: nothing was done" : "was done, and has been undone since";
                throw new StepRejectedException($"Step '{step.StepName}' ('{effect.Row}') {when}.") { Definite = true };
            case DecisionKind.Repeated:
                _answered.CheckIsRepeatedByAnother(step, effect.Own);
                break;
        }

        var reply = decision.Kind switch
        {
            DecisionKind.Run => await RunAsync(step, place, effect, work, json).ConfigureAwait(false),
            DecisionKind.Repeated when effect.Undo is null && json is not null => json.Read(decision.Row!.Reply, effect.Row),
            _ => default!,
        };
        _answered.Add(step, effect.Own);
        return reply;
    }

    private async Task<TReply> RunAsync<TReply>(StepContext step, Place place, Effect effect, Func<Task<TReply>> work, ReplyJson<TReply>? json)
    {
        var reply = await work().ConfigureAwait(false);
        if (!IsUsable(place.Transaction!))
            throw new InvalidOperationException(
                $"The work of step '{step.StepName}' committed or rolled back the transaction, or closed its connection. It must leave that alone: the " +
                "barrier stores the reply in the same transaction and commits it, or leaves that to who began it.");
        if (effect.Undo is null && json is not null && !await _table.ReplyAsync(place, effect.Row, json.Write(reply)).ConfigureAwait(false))
            throw new InvalidOperationException($"The work of step '{step.StepName}' removed the barrier's row '{effect.Row}'. That table is the barrier's.");
        return reply;
    }

    private async Task<DbConnection> ReadyAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _table.EnsureAsync(connection, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = _connect() ?? throw new InvalidOperationException("The function that makes the barrier's connections returned null.");
        try
        {
            if (connection.State != ConnectionState.Open)
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (e is not DbException)
                throw;
            throw new BarrierUnavailableException(
                $"The barrier's database cannot be opened: {e.Message} Nothing was done. Is the server up, and is the connection string that " +
                "AddSagaBarrier was given right?", e);
        }
    }

    private static async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw new BarrierUnavailableException($"The barrier could not begin a transaction: {e.Message} Nothing was done.", e);
        }
    }

    private static async Task CommitAsync(DbTransaction transaction, Effect effect)
    {
        try
        {
            // Not cancelled half-way: whether it was done would then be unknown for no reason.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw new BarrierUnavailableException(
                $"The transaction of '{effect.Own}' may not have been committed: {e.Message} Its row tells when the step is asked again.", e);
        }
    }

    private static async Task RollBackAsync(DbTransaction transaction)
    {
        try
        {
            if (IsUsable(transaction))
                await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // Its connection is broken: then nothing of it is committed either, and what went wrong first is what is to be told.
        }
    }

    private ReplyJson<TReply>? JsonOf<TReply>(StepContext step, JsonTypeInfo<TReply>? json) =>
        step.IdempotencyKey == step.ActionKey ? ReplyJson<TReply>.Of(step, json, _maxReplyBytes) : null;

    private static async Task<object?> NothingOf(Task work)
    {
        await work.ConfigureAwait(false);
        return null;
    }

    /// <summary>The connection of a transaction that can be used.</summary>
    private static DbConnection UseOf(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return IsUsable(transaction)
            ? transaction.Connection!
            : throw new InvalidOperationException(
                "The transaction that the barrier was given cannot be used: it was committed or rolled back already, or its connection is closed. Begin it, " +
                "call OnceAsync, commit it, in this order; or use OnceAsync(step, work), which does all three.");
    }

    private static bool IsUsable(DbTransaction transaction)
    {
        try
        {
            // Npgsql leaves an ended transaction its connection; both providers refuse to say its isolation level.
            return transaction.Connection is { State: ConnectionState.Open } && Enum.IsDefined(transaction.IsolationLevel);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

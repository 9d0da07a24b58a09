using System.Data.Common;

namespace SagaDsl.Participants;

/// <summary>The barrier's table: made where it is absent, and its rows. Every failure of the database leaves it as one type.</summary>
internal sealed class BarrierTable(string name, TimeProvider time)
{
    private const string Savepoint = "sagadsl_table";
    private const int ProbeSeconds = 2;

    private readonly BarrierSql _sql = new(name);
    private volatile bool _isThere; // Set only when it is seen from outside of the transaction that may have made it.

    /// <summary>Makes the table where it is absent, on a connection without a transaction.</summary>
    public async Task EnsureAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (_isThere)
            return;
        try
        {
            // Looked for first: whoever may not make tables can use one that is there.
            if (!await IsSeenAsync(connection, cancellationToken).ConfigureAwait(false))
                await MakeAsync(connection, cancellationToken).ConfigureAwait(false);
            _isThere = true;
        }
        catch (DbException e)
        {
            throw new BarrierUnavailableException(
                $"The barrier's table {name} is not there as it must be, and cannot be made: {e.Message} Make it yourself, with the rights that takes:" +
                $"{Environment.NewLine}{_sql.Create}", e);
        }
    }

    /// <summary>
    /// Makes the table where it is absent, inside a transaction: SQLite has one writer, so that nobody else could make it meanwhile.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="connect">Opens another connection, to see whether the table is there for good.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task EnsureAsync(DbTransaction transaction, Func<CancellationToken, Task<DbConnection>> connect, CancellationToken cancellationToken)
    {
        if (_isThere || await IsSeenFromOutsideAsync(connect, cancellationToken).ConfigureAwait(false))
        {
            _isThere = true;
            return;
        }

        var canReturn = transaction.SupportsSavepoints;
        if (canReturn)
            await transaction.SaveAsync(Savepoint, cancellationToken).ConfigureAwait(false);
        try
        {
            await ExecuteAsync(transaction.Connection!, transaction, _sql.Create, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException) when (canReturn)
        {
            // It was made meanwhile, or may not be made here: the next statement tells.
            await transaction.RollbackAsync(Savepoint, cancellationToken).ConfigureAwait(false);
        }

        if (canReturn)
            await transaction.ReleaseAsync(Savepoint, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts a row in, or reads the one that is there. One that another transaction is about to put in is waited for.</summary>
    /// <returns>Null: the row was put in. Otherwise the row that is there.</returns>
    public async Task<BarrierRow?> InsertOrReadAsync(Place place, string key, string state)
    {
        // A row that is there when it is put in, and gone when it is read, was forgotten in between.
        for (var attempt = 0; ; attempt++)
        {
            if (await InsertAsync(place, key, state).ConfigureAwait(false))
                return null;
            if (await ReadAsync(place, key).ConfigureAwait(false) is { } row)
                return row;
            if (attempt == 2)
                throw new InvalidOperationException(
                    $"The row '{key}' of the barrier's table {name} is there and cannot be read. Does something, such as row-level " +
                    "security, hide rows from this user?");
        }
    }

    /// <summary>Puts a row in where there is none.</summary>
    public async Task<bool> InsertAsync(Place place, string key, string state) =>
        await ChangeAsync(place, key, _sql.Insert, ("@id", key), ("@state", state), ("@at", Now)).ConfigureAwait(false);

    /// <summary>Changes a row's state, where it is still the one that was read.</summary>
    public async Task<bool> MoveAsync(Place place, string key, string before, string state) =>
        await ChangeAsync(place, key, _sql.Move, ("@id", key), ("@state", state), ("@at", Now), ("@before", before)).ConfigureAwait(false);

    public async Task<bool> ReplyAsync(Place place, string key, string reply) =>
        await ChangeAsync(place, key, _sql.Reply, ("@id", key), ("@reply", reply)).ConfigureAwait(false);

    public async Task<int> ForgetAsync(Place place, TimeSpan olderThan)
    {
        try
        {
            return await ExecuteAsync(
                place.Connection, place.Transaction, _sql.Forget, place.Cancellation, ("@at", Now - (long)olderThan.TotalMilliseconds)).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw Failed("remove old rows", e);
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<BarrierRow?> ReadAsync(Place place, string key)
    {
        try
        {
            var command = Command(place.Connection, place.Transaction, _sql.Read, ("@id", key));
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(place.Cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return await reader.ReadAsync(place.Cancellation).ConfigureAwait(false)
                        ? new(reader.GetString(0), await reader.IsDBNullAsync(1, place.Cancellation).ConfigureAwait(false) ? null : reader.GetString(1))
                        : null;
                }
            }
        }
        catch (DbException e)
        {
            throw Failed($"read its row '{key}'", e);
        }
    }

    private async Task<bool> ChangeAsync(Place place, string key, string sql, params (string, object)[] values)
    {
        try
        {
            return await ExecuteAsync(place.Connection, place.Transaction, sql, place.Cancellation, values).ConfigureAwait(false) > 0;
        }
        catch (DbException e)
        {
            throw Failed($"write its row '{key}'", e);
        }
    }

    private BarrierUnavailableException Failed(string what, DbException e)
    {
        _isThere = false; // It may be gone: the next call looks.
        return new($"The barrier could not {what} in table {name}: {e.Message} Nothing was done; the same call may be made again.", e);
    }

    private async Task MakeAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, null, _sql.Create, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // Another process made it at the same time: PostgreSQL then refuses one of the two.
            if (!await IsSeenAsync(connection, cancellationToken).ConfigureAwait(false))
                throw;
        }

        // A table of that name may have been there with other columns.
        await ExecuteAsync(connection, null, _sql.Probe, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsSeenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var command = Command(connection, null, _sql.Probe);
            // A database that is locked right now counts as one without the table: who then makes it waits longer.
            command.CommandTimeout = ProbeSeconds;
            await using (command.ConfigureAwait(false))
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private async Task<bool> IsSeenFromOutsideAsync(Func<CancellationToken, Task<DbConnection>> connect, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await connect(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
                return await IsSeenAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (BarrierUnavailableException)
        {
            return false;
        }
    }

    private static async Task<int> ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken, params (string, object)[] values)
    {
        var command = Command(connection, transaction, sql, values);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>Where statements run, and until when.</summary>
internal readonly record struct Place(DbConnection Connection, DbTransaction? Transaction, CancellationToken Cancellation);

using System.Data.Common;
using System.Globalization;

namespace SagaDsl.Barrier.Tests;

/// <summary>The effects in the database under test: a line for each thing done. Nothing in the table keeps a line from being there twice.</summary>
public static class Ledger
{
    public const string Create = "CREATE TABLE ledger (id text NOT NULL, what text NOT NULL, value text)";

    public static async Task WriteAsync(DbTransaction transaction, string key, string what, string value = "")
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO ledger (id, what, value) VALUES (@id, @what, @value)";
        Set(command, "@id", key);
        Set(command, "@what", what);
        Set(command, "@value", value);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How often a thing was done.</summary>
    public static async Task<int> CountAsync(DbConnection connection, string key, string what)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM ledger WHERE id = @id AND what = @what";
        Set(command, "@id", key);
        Set(command, "@what", what);
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static void Set(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

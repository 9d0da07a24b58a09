using System.Data.Common;
using Npgsql;

namespace SagaDsl.Barrier.Tests.Databases;

/// <summary>A schema of a test's own in the one server of the tests.</summary>
internal sealed class PostgresSchema : TestDatabase
{
    private static int _last;
    private readonly string _name = $"test_{Interlocked.Increment(ref _last)}";

    public override string Kind => "postgres";

    public static async Task<PostgresSchema> NewAsync()
    {
        var schema = new PostgresSchema();
        await schema.RunAsync($"CREATE SCHEMA {schema._name}");
        return schema;
    }

    public override string ConnectionString(int seconds = 30) =>
        $"{PostgresServer.Running.ConnectionString};Search Path={_name};Command Timeout={seconds}";

    public override DbConnection Connect(int seconds = 30) => new NpgsqlConnection(ConnectionString(seconds));

    public override async ValueTask DisposeAsync()
    {
        await RunAsync($"DROP SCHEMA {_name} CASCADE");
        // A pool for each connection string: the server has no room for the pools of all tests.
        NpgsqlConnection.ClearAllPools();
    }
}

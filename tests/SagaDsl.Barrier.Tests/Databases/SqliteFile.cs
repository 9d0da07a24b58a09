using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SagaDsl.Barrier.Tests.Databases;

internal sealed class SqliteFile : TestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagadsl-barrier-");

    public override string Kind => "sqlite";

    public override string ConnectionString(int seconds = 30) =>
        $"Data Source={Path.Combine(_folder.FullName, "stock.db")};Default Timeout={seconds};Pooling=False";

    public override DbConnection Connect(int seconds = 30) => new SqliteConnection(ConnectionString(seconds));

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }
}

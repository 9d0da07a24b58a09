namespace SagaDsl.Stores.Tests.Sqlite;

public sealed class SqliteStoreTests : FileStoreContract
{
    protected override string Keyword => "Data Source";

    protected override ISagaStore Make(string file) => new SqliteSagaStore(file);
}

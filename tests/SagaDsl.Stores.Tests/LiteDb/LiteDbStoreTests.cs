namespace SagaDsl.Stores.Tests.LiteDb;

public sealed class LiteDbStoreTests : FileStoreContract
{
    protected override string Keyword => "Filename";

    protected override ISagaStore Make(string file) => new LiteDbSagaStore(file);
}

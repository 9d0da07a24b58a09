namespace SagaDsl.Stores.Tests.LiteDb;

public sealed class LiteDbStoreTests : SagaStoreContract
{
    protected override bool IsDurable => true;

    protected override string Keyword => "Filename";

    protected override ISagaStore Make(string file) => new LiteDbSagaStore(file);
}

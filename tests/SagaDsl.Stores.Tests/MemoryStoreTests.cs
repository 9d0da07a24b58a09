namespace SagaDsl.Stores.Tests;

public sealed class MemoryStoreTests : SagaStoreContract
{
    protected override bool IsDurable => false;

    protected override ISagaStore Make(string file) => new MemorySagaStore();
}

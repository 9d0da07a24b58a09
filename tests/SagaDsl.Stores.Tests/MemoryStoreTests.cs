using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests;

public sealed class MemoryStoreTests : SagaStoreContract
{
    protected override StoreHome MakeHome() => new Nowhere();

    private sealed class Nowhere : StoreHome
    {
        public override bool CanReopen => false;

        public override ISagaStore Make() => new MemorySagaStore();
    }
}

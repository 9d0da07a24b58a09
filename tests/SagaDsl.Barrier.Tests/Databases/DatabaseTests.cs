namespace SagaDsl.Barrier.Tests.Databases;

/// <summary>The tests that use a database run one after the other; the server ends with the last of them.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseTests : ICollectionFixture<DatabaseTests.Servers>
{
    public const string Name = "databases";

    public sealed class Servers : IDisposable
    {
        public void Dispose() => PostgresServer.End();
    }
}

namespace SagaDsl.Tests;

/// <summary>The stores every case is run on.</summary>
public static class Stores
{
    public const string Memory = "memory";
    public const string Sqlite = "sqlite";

    public static TheoryData<string> All => [Memory, Sqlite];

    public static Backing Open(string store) => store switch
    {
        Memory => new MemoryBacking(),
        Sqlite => new SqliteBacking(),
        _ => throw new ArgumentOutOfRangeException(nameof(store), store, "No such store."),
    };
}

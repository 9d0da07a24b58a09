namespace SagaDsl.Tests;

/// <summary>The stores every case is run on.</summary>
public static class Stores
{
    public const string Memory = "memory";

    public static TheoryData<string> All => [Memory];

    public static Backing Open(string store) => store switch
    {
        Memory => new MemoryBacking(),
        _ => throw new ArgumentOutOfRangeException(nameof(store), store, "No such store."),
    };
}

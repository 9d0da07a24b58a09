using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Testing.Stores;

/// <summary>What every store does. A store's test class says how it is made, and runs all of it.</summary>
public abstract partial class SagaStoreContract : IAsyncLifetime
{
    private StoreHome? _home;
    private ISagaStore? _store;

    /// <summary>Where the store under test keeps what it keeps: of its own for each test.</summary>
    protected StoreHome Home => _home ?? throw NotBegun();

    /// <summary>The store under test, open.</summary>
    protected ISagaStore Store
    {
        get => _store ?? throw NotBegun();
        set => _store = value;
    }

    /// <summary>Makes a place for one test, with nothing in it.</summary>
    protected abstract StoreHome MakeHome();

    /// <summary>Opens a store on a home of its own.</summary>
    public async Task InitializeAsync()
    {
        _home = MakeHome();
        Store = await Home.OpenAsync();
    }

    /// <summary>Closes what is open and clears the home away.</summary>
    public async Task DisposeAsync()
    {
        if (_home is { } home)
            await home.DisposeAsync();
    }

    /// <summary>Opens the store anew, where it has something to read then.</summary>
    protected async Task ReopenIfDurableAsync()
    {
        if (Home.CanReopen)
            Store = await Home.ReopenAsync();
    }

    protected async Task<StoredInstance> LoadAsync(string id)
    {
        var stored = await Store.LoadAsync(id, 0, default);
        Assert.NotNull(stored);
        return stored;
    }

    protected static SagaMessage Message(string id, string instance, OperatorCommand command = OperatorCommand.Cancel) =>
        SagaMessage.OfCommand(id, instance, command, new("ann", "the customer called"));

    private static InvalidOperationException NotBegun() => new("The test has not begun: xunit calls InitializeAsync first.");

    /// <summary>The records are those that were written, chain and payloads included.</summary>
    protected static void AssertSame(IReadOnlyList<JournalRecord> written, IReadOnlyList<JournalRecord> read)
    {
        Assert.Equal(written.Count, read.Count);
        var previous = default(RecordHash);
        for (var i = 0; i < read.Count; i++)
        {
            Assert.Equal(i, read[i].Position);
            Assert.Equal(previous, read[i].Previous);
            Assert.NotEqual(default, read[i].Hash);
            Assert.Equal(written[i].Writer, read[i].Writer);
            Assert.Equal(written[i].Nonce, read[i].Nonce);
            Assert.Equal(written[i].Time, read[i].Time);
            Assert.Equal(written[i].Entries.Select(EntryText.Of), read[i].Entries.Select(EntryText.Of));
            previous = read[i].Hash;
        }
    }
}

using SagaDsl.Journal;
using SagaDsl.TestKit.Stores;

namespace SagaDsl.Stores.Tests;

/// <summary>What every store does. A store's test class says how it is made, and runs all of it.</summary>
public abstract partial class SagaStoreContract : IAsyncLifetime
{
    protected StoreHome Home { get; private set; } = null!;

    protected ISagaStore Store { get; private set; } = null!;

    /// <summary>Whether what was appended is there when the store is opened again.</summary>
    protected abstract bool IsDurable { get; }

    protected abstract ISagaStore Make(string file);

    public async Task InitializeAsync()
    {
        Home = new(Make);
        Store = await Home.OpenAsync();
    }

    public async Task DisposeAsync() => await Home.DisposeAsync();

    /// <summary>Opens the store anew, where it has something to read then.</summary>
    protected async Task ReopenIfDurableAsync()
    {
        if (IsDurable)
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

using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Stores;

namespace SagaDsl.TestKit.Stores;

/// <summary>A folder of its own for the store under test, and how to open it. Disposed: everything is closed and gone.</summary>
public sealed class StoreHome(Func<string, ISagaStore> make) : IAsyncDisposable
{
    private readonly List<ISagaStore> _open = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("sagadsl-store-").FullName;

    public string File => Path.Combine(Folder, "sagas.db");

    public async Task<ISagaStore> OpenAsync(string node = "node-1")
    {
        var store = make(File);
        _open.Add(store);
        await store.OpenAsync(new(node, TimeProvider.System, NullLogger.Instance), CancellationToken.None);
        return store;
    }

    public async Task CloseAsync()
    {
        foreach (var store in _open)
            await store.DisposeAsync();
        _open.Clear();
    }

    /// <summary>Closes the store and opens it again, as the next process would.</summary>
    public async Task<ISagaStore> ReopenAsync()
    {
        await CloseAsync();
        return await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

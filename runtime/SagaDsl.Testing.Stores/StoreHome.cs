using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Stores;

namespace SagaDsl.Testing.Stores;

/// <summary>
/// Where a store under test keeps what it keeps, and how it is opened there: a folder, a schema of a database, a bucket, or nothing. Each test has one of
/// its own, empty at first. Disposed: everything is closed; derive <see cref="DisposeAsync"/> to clear away what is left.
/// </summary>
public abstract class StoreHome : IAsyncDisposable
{
    private readonly List<ISagaStore> _open = [];

    /// <summary>
    /// Whether a store that is opened here finds what an earlier one, closed meanwhile, was told. Default: true. Where it is false, what needs
    /// reopening is not asked of the store.
    /// </summary>
    public virtual bool CanReopen => true;

    /// <summary>Makes a store over what is kept here, not opened yet.</summary>
    public abstract ISagaStore Make();

    /// <summary>Makes a store and opens it.</summary>
    /// <param name="node">The name of the node that opens it.</param>
    public async Task<ISagaStore> OpenAsync(string node = "node-1")
    {
        var store = Make();
        _open.Add(store);
        await store.OpenAsync(new(node, TimeProvider.System, NullLogger.Instance), CancellationToken.None);
        return store;
    }

    /// <summary>Closes the stores that are open.</summary>
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

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }
}

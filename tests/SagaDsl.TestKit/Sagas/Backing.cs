using SagaDsl.Stores;

namespace SagaDsl.TestKit.Sagas;

/// <summary>What survives a process: the medium under its store.</summary>
public abstract class Backing : IAsyncDisposable
{
    /// <summary>A store over the medium, as a new process opens it.</summary>
    public abstract ISagaStore Make();

    /// <summary>Ends a store whose process is gone.</summary>
    public virtual ValueTask CloseAsync(ISagaStore store) => store.DisposeAsync();

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}

/// <summary>The in-memory store. It outlives the modelled processes: the real one is alive all the time.</summary>
public sealed class MemoryBacking : Backing
{
    private readonly MemorySagaStore _store = new();

    /// <inheritdoc/>
    public override ISagaStore Make() => _store;

    /// <inheritdoc/>
    public override ValueTask CloseAsync(ISagaStore store) => default;
}

using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace SagaDsl.Stores;

/// <summary>
/// The partitions that instances are spread over. Each is a store with one owner at a time; this process is told which ones it
/// owns. An embedded file is a single partition that is always owned. For those who write stores.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ISagaPartitions : IAsyncDisposable
{
    /// <summary>What and where it is, for messages to people: <c>SQLite sagas.db</c>.</summary>
    string Description { get; }

    /// <summary>How many partitions there are: the same in every process, for ever.</summary>
    int Count { get; }

    /// <summary>The partition of an instance, from 0: the same in every process, for ever.</summary>
    int Of(string instance);

    /// <summary>Begins to acquire partitions. Called once, first; whoever has one partition for itself has it when this completes.</summary>
    /// <exception cref="StoreOwnedException">Another process owns what only one can own.</exception>
    /// <exception cref="StoreVersionException">A newer version of the library wrote the store, or it is no store at all.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    ValueTask OpenAsync(PartitionsOpening opening, CancellationToken cancellationToken);
}

/// <summary>What partitions are given when they are opened.</summary>
/// <param name="Node">The name of this node, for messages.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where to log.</param>
/// <param name="Acquired">Told when this process owns a partition; its store is open.</param>
/// <param name="Lost">
/// Told when it owns a partition no more: nothing may be appended to it here, and what runs is void. Its store may be closed when the task completes.
/// </param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record PartitionsOpening(string Node, TimeProvider Time, ILogger Logger, Action<int, ISagaStore> Acquired, Func<int, Exception, Task> Lost);

/// <summary>One store that is the only partition: every embedded store.</summary>
internal sealed class SinglePartition(ISagaStore store) : ISagaPartitions
{
    public string Description => store.Description;

    public int Count => 1;

    public int Of(string instance) => 0;

    public async ValueTask OpenAsync(PartitionsOpening opening, CancellationToken cancellationToken)
    {
        await store.OpenAsync(new(opening.Node, opening.Time, opening.Logger, reason => _ = opening.Lost(0, reason)), cancellationToken).ConfigureAwait(false);
        opening.Acquired(0, store);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

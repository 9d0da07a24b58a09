namespace SagaDsl.Stores;

/// <summary>
/// Where journals live. A store keeps for each instance its records, its <see cref="InstanceStatus"/> (written with each
/// record, atomically), and an inbox of messages that other processes may write. Every method may be called concurrently;
/// every store passes the same contract tests.
/// </summary>
public interface ISagaStore : IAsyncDisposable
{
    /// <summary>What and where it is, for messages to people: <c>SQLite sagas.db</c>.</summary>
    string Description { get; }

    /// <summary>Opens the store and takes ownership of it, where the store has one owner. Called once, first.</summary>
    /// <exception cref="StoreOwnedException">Another process owns the store.</exception>
    /// <exception cref="StoreVersionException">A newer version of the library wrote the store.</exception>
    ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken);

    /// <summary>
    /// Appends a record at its position, with the instance's next status, and removes the absorbed messages from its
    /// inbox: all or nothing. It is durable when the task completes, as far as the store promises durability.
    /// </summary>
    /// <returns><see cref="AppendOutcome.Conflict"/> where a record is there already, or the one before it is not, or the instance has ended.</returns>
    /// <exception cref="StoreUnavailableException">
    /// Whether the record was appended is unknown; nothing more may be appended to the instance before it is loaded again.
    /// </exception>
    ValueTask<AppendOutcome> AppendAsync(AppendRequest request);

    /// <summary>An instance with its records and inbox, or null where there is none.</summary>
    /// <exception cref="JournalDamagedException">What is stored is not what was written. Other instances are not affected.</exception>
    ValueTask<StoredInstance?> LoadAsync(string instance, CancellationToken cancellationToken);

    /// <summary>Instances in the order of their ids, a page at a time.</summary>
    ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>Instances whose due time has come, the earliest first, and when the next one's comes.</summary>
    ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Moves the due time of an instance in <see cref="WorkState.Due"/>, without a record. Losing it only asks early.</summary>
    ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>Puts a message into an instance's inbox. The same message id again has no effect, before and after it was absorbed.</summary>
    /// <returns>False where the instance has ended: nothing takes the message in any more, and it is not kept.</returns>
    /// <exception cref="SagaNotFoundException">There is no such instance.</exception>
    ValueTask<bool> SendAsync(InboxMessage message, CancellationToken cancellationToken);

    /// <summary>The messages of an instance that no record absorbed yet, in the order of their arrival.</summary>
    ValueTask<IReadOnlyList<InboxMessage>> InboxAsync(string instance, CancellationToken cancellationToken);

    /// <summary>Instances that have not ended and have messages in their inbox, in no particular order.</summary>
    ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Reduces an ended instance to its tombstone: its records are removed, its id stays taken. One that has not ended, or is reduced already, stays as it is.
    /// </summary>
    ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken);
}

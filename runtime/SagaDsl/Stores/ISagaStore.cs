namespace SagaDsl.Stores;

/// <summary>
/// Where the instances of one partition live: their journals, their inboxes, and what is to be done for them. An embedded
/// file is a store of a single partition. Every method may be called concurrently; every store passes the same contract
/// tests. Nothing but the exceptions named here, <see cref="OperationCanceledException"/> and argument exceptions leave a
/// store; a store that was closed answers <see cref="ObjectDisposedException"/>.
/// </summary>
public interface ISagaStore : ISagaJournal, ISagaInbox, ISagaWork, IAsyncDisposable
{
    /// <summary>What and where it is, for messages to people: <c>SQLite sagas.db</c>.</summary>
    string Description { get; }

    /// <summary>Opens the store and takes ownership of it, where the store has one owner. Called once, first.</summary>
    /// <exception cref="StoreOwnedException">Another process owns the store.</exception>
    /// <exception cref="StoreVersionException">A newer version of the library wrote the store, or it is no store at all.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken);
}

/// <summary>The journals of a store: records of instances, each appended whole or not at all.</summary>
public interface ISagaJournal
{
    /// <summary>
    /// Appends a record at its position, with the instance's next status, removes the absorbed messages from its inbox and
    /// puts the outgoing ones into those of their addressees: all or nothing. It is durable when the answer is
    /// <see cref="AppendFate.Appended"/>, as far as the store promises durability.
    /// </summary>
    /// <returns>
    /// <see cref="AppendFate.Conflict"/> where a record is there already, or the one before it is not, or the instance has
    /// ended. <see cref="AppendFate.Unknown"/> where the store failed: the caller reads back whether the record is there.
    /// </returns>
    ValueTask<AppendResult> AppendAsync(AppendRequest request);

    /// <summary>An instance with its records from a position on, and its inbox; null where there is none.</summary>
    /// <param name="instance">The instance's id.</param>
    /// <param name="from">The position of the first record that is wanted; 0: all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalDamagedException">What is stored is not what was written. Other instances are not affected.</exception>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask<StoredInstance?> LoadAsync(string instance, int from, CancellationToken cancellationToken);

    /// <summary>
    /// Reduces an ended instance to its tombstone: its records are removed, its id stays taken. One that has not ended, or is reduced already, stays as it is.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken);
}

/// <summary>The inboxes of a store: messages to instances, each absorbed by one record.</summary>
public interface ISagaInbox
{
    /// <summary>
    /// Puts a message into an instance's inbox. The same message id again has no effect, before and after it was absorbed.
    /// A message to an id that has no instance yet is kept where it says until when.
    /// </summary>
    /// <exception cref="ArgumentException">It is a command and does not say which, or whose.</exception>
    /// <exception cref="StoreUnavailableException">The store failed: whether the message is kept is unknown; the same one may be sent again.</exception>
    ValueTask<SendResult> SendAsync(SagaMessage message, CancellationToken cancellationToken);

    /// <summary>The messages of an instance that no record absorbed yet, in the order of their arrival; none where it has ended.</summary>
    /// <exception cref="JournalDamagedException">A message is not what was written.</exception>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask<IReadOnlyList<SagaMessage>> InboxAsync(string instance, CancellationToken cancellationToken);

    /// <summary>Instances that have not ended and have messages in their inbox, in no particular order.</summary>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Drops messages whose time to be kept is over and whose addressee never came.</summary>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What is to be done for the instances of a store.</summary>
public interface ISagaWork
{
    /// <summary>Instances in the order of their ids, a page at a time.</summary>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Instances whose due time has come, the earliest first, and when the next one's comes: those in <see cref="WorkState.Due"/>, and those in <see
    /// cref="WorkState.Waiting"/> with a due time.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Moves the due time of an instance that has one, without a record. Losing it only asks early.</summary>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken);
}

using SagaDsl.Stores;

namespace SagaDsl.TestKit.Sagas;

/// <summary>What happens to an append.</summary>
public enum AppendFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The process dies; the record is not there.</summary>
    KillBefore = 1,

    /// <summary>The process dies; the record is there.</summary>
    KillAfter = 2,

    /// <summary>The store fails; the record is not there.</summary>
    LoseBefore = 3,

    /// <summary>The store fails; the record is there.</summary>
    LoseAfter = 4,
}

/// <summary>
/// A process's way to the store: keeps a ledger of what was appended, injects faults at appends, and answers a dead
/// process never.
/// </summary>
public sealed class NodeStore(Node node, ISagaStore inner, Ledger ledger, Func<int, AppendFault> faults) : ISagaStore
{
    private int _appends;
    private volatile bool _closed;

    /// <summary>The store itself.</summary>
    public ISagaStore Inner => inner;

    /// <summary>Whether the runtime closed it. What is asked after that, or is being asked then, fails as at any closed store.</summary>
    public bool IsClosed => _closed;

    /// <summary>How many appends the process has begun.</summary>
    public int Appends => Volatile.Read(ref _appends);

    /// <inheritdoc/>
    public string Description => inner.Description;

    /// <inheritdoc/>
    public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken) => inner.OpenAsync(opening, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<AppendResult> AppendAsync(AppendRequest request)
    {
        await node.UnlessDead();
        ObjectDisposedException.ThrowIf(_closed, inner);
        using var _ = ledger.Busy();
        var fault = faults(Interlocked.Increment(ref _appends));
        if (fault == AppendFault.LoseBefore)
            return AppendResult.Unknown(new StoreUnavailableException("The test lost this append before it was applied."));
        if (fault == AppendFault.KillBefore)
            node.Kill();
        await node.UnlessDead();

        // A process may die while the store works for it: what is applied is applied.
        var outcome = await inner.AppendAsync(request);
        if (outcome.Fate == AppendFate.Appended)
            ledger.Applied(node, request);
        if (fault == AppendFault.LoseAfter)
            return AppendResult.Unknown(new StoreUnavailableException("The test lost the answer to this append."));
        if (fault == AppendFault.KillAfter)
            node.Kill();
        await node.UnlessDead();
        if (outcome.Fate == AppendFate.Appended)
            ledger.Acknowledged(request);
        return outcome;
    }

    /// <inheritdoc/>
    public ValueTask<StoredInstance?> LoadAsync(string instance, int from, CancellationToken cancellationToken) =>
        Ask(() => inner.LoadAsync(instance, from, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        Ask(() => inner.ListAsync(query, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Ask(() => inner.DueAsync(now, limit, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SagaMessage>> InboxAsync(string instance, CancellationToken cancellationToken) =>
        Ask(() => inner.InboxAsync(instance, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken) => Ask(() => inner.MailAsync(limit, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) => await Ask(async () =>
    {
        await inner.ExpireAsync(now, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken) => await Ask(async () =>
    {
        await inner.MoveDueAsync(instance, dueAt, cancellationToken);
        ledger.Moved(instance, dueAt);
        return true;
    });

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(SagaMessage message, CancellationToken cancellationToken) => Ask(() => inner.SendAsync(message, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken) => await Ask(async () =>
    {
        await inner.ReduceAsync(instance, tombstone, cancellationToken);
        return true;
    });

    /// <summary>Only notes it: the stage closes the store itself, a killed process cannot.</summary>
    public ValueTask DisposeAsync()
    {
        _closed = true;
        return default;
    }

    private async ValueTask<T> Ask<T>(Func<ValueTask<T>> question)
    {
        await node.UnlessDead();
        ObjectDisposedException.ThrowIf(_closed, inner);
        using var _ = ledger.Busy();
        var answer = await question();
        await node.UnlessDead();
        ObjectDisposedException.ThrowIf(_closed, inner);
        return answer;
    }
}

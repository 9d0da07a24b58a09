using System.Collections.Concurrent;

namespace SagaDsl.Stores;

/// <summary>
/// Keeps journals in this process's memory: for tests, for benchmarks, and for work that may be lost with the process.
/// Records are kept as the objects they are. Everything is gone when the process ends.
/// </summary>
public sealed class MemorySagaStore : ISagaStore
{
    private readonly ConcurrentDictionary<string, MemoryInstance> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemoryInbox> _inboxes = new(StringComparer.Ordinal);
    private readonly DueIndex _due = new();
    private volatile bool _closed;
    private volatile bool _anyMail; // Asking an empty dictionary whether it is empty takes all its locks.

    /// <inheritdoc/>
    public string Description => "memory";

    /// <inheritdoc/>
    public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(AppendRequest request)
    {
        StoreArguments.Verify(in request);
        ThrowIfClosed();
        var record = request.Record;
        if (record.Position == 0)
        {
            if (!TryBegin(in request))
                return new(AppendResult.Conflict);
        }
        else
        {
            if (!_instances.TryGetValue(request.Instance, out var instance))
                return new(AppendResult.Conflict);
            lock (instance)
            {
                if (!instance.TryAppend(record))
                    return new(AppendResult.Conflict);
                Become(instance, request.Status);
                TakeFromInbox(in request);
            }
        }

        if (request.Outgoing is { } outgoing)
        {
            foreach (var message in outgoing)
                Send(message);
        }

        return new(AppendResult.Appended);
    }

    /// <inheritdoc/>
    public ValueTask<StoredInstance?> LoadAsync(string instance, int from, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        StoreText.Verify(instance, nameof(instance));
        ThrowIfClosed();
        if (!_instances.TryGetValue(instance, out var found))
            return default;
        lock (found)
            return new(found.Load(from, Pending(instance)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        StoreArguments.Verify(query);
        ThrowIfClosed();
        // The smallest ids so far, the largest of them on top: a page costs one walk, however many there are.
        var page = new PriorityQueue<InstanceSummary, string>(Comparer<string>.Create(static (a, b) => string.CompareOrdinal(b, a)));
        foreach (var (id, instance) in _instances)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (query.AfterId is { } after && string.CompareOrdinal(id, after) <= 0)
                continue;
            if (page.Count >= query.Limit && (page.Count == 0 || string.CompareOrdinal(id, page.Peek().Id) >= 0))
                continue;
            InstanceSummary? line;
            lock (instance)
                line = instance.Matches(query) ? instance.Summarize() : null;
            if (line is null)
                continue;
            page.Enqueue(line, id);
            if (page.Count > query.Limit)
                page.Dequeue();
        }

        var lines = new InstanceSummary[page.Count];
        for (var i = lines.Length - 1; i >= 0; i--)
            lines[i] = page.Dequeue();
        return new(lines);
    }

    /// <inheritdoc/>
    public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return new(_due.Take(now, limit));
    }

    /// <inheritdoc/>
    public ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        StoreText.Verify(instance, nameof(instance));
        ThrowIfClosed();
        if (!_instances.TryGetValue(instance, out var found))
            return default;
        lock (found)
        {
            if (found.Status.DueAt is not null)
                Become(found, found.Status with { DueAt = dueAt });
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(SagaMessage message, CancellationToken cancellationToken)
    {
        StoreArguments.Verify(message);
        ThrowIfClosed();
        return new(Send(message));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SagaMessage>> InboxAsync(string instance, CancellationToken cancellationToken)
    {
        StoreText.Verify(instance, nameof(instance));
        ThrowIfClosed();
        return new(Pending(instance));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return new(!_anyMail
            ? []
            : [.. _inboxes.Where(pair => pair.Value.Pending.Length > 0 && _instances.ContainsKey(pair.Key)).Select(static pair => pair.Key).Take(limit)]);
    }

    /// <inheritdoc/>
    public ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        foreach (var pair in _inboxes)
        {
            if (!_instances.ContainsKey(pair.Key) && pair.Value.Expire(now))
                _inboxes.TryRemove(pair);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        StoreText.Verify(instance, nameof(instance));
        ThrowIfClosed();
        if (!_instances.TryGetValue(instance, out var found))
            return default;
        lock (found)
        {
            if (found.IsEnded)
                found.Reduce(tombstone);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _closed = true;
        return default;
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw StoreErrors.Closed(Description);
    }

    private bool TryBegin(in AppendRequest request)
    {
        var instance = new MemoryInstance(request.Instance, request.Saga, request.Record, request.Status);
        if (request is { Status: { DueAt: null, Work: not WorkState.Terminal }, Absorbed: null })
            return _instances.TryAdd(request.Instance, instance);

        // Locked before others can see it, so that neither the index nor the inbox lags behind it.
        lock (instance)
        {
            if (!_instances.TryAdd(request.Instance, instance))
                return false;
            if (request.Status.DueAt is { } dueAt)
                _due.Move(request.Instance, null, dueAt);
            TakeFromInbox(in request);
            return true;
        }
    }

    private void Become(MemoryInstance instance, InstanceStatus status)
    {
        if (instance.Status.DueAt is not null || status.DueAt is not null)
            _due.Move(instance.Id, instance.Status.DueAt, status.DueAt);
        instance.Status = status;
    }

    private SendResult Send(SagaMessage message)
    {
        if (!_instances.TryGetValue(message.Instance, out var instance))
        {
            if (message.KeepUntil is null)
                return SendResult.NoInstance;
            Receive(message);
            if (!_instances.TryGetValue(message.Instance, out instance))
                return SendResult.Kept;
            // It began meanwhile, and may have ended: nobody looks into the inbox then.
            lock (instance)
            {
                if (instance.IsEnded)
                    _inboxes.TryRemove(message.Instance, out _);
                return instance.IsEnded ? SendResult.Ended : SendResult.Kept;
            }
        }

        lock (instance)
        {
            if (instance.IsEnded)
                return SendResult.Ended;
            Receive(message);
            return SendResult.Kept;
        }
    }

    private void Receive(SagaMessage message)
    {
        _anyMail = true;
        // One that was just emptied of what had expired takes nothing more.
        for (MemoryInbox inbox; !(inbox = _inboxes.GetOrAdd(message.Instance, static _ => new())).TryReceive(message);)
            _inboxes.TryRemove(KeyValuePair.Create(message.Instance, inbox));
    }

    private SagaMessage[] Pending(string instance) =>
        _anyMail && _inboxes.TryGetValue(instance, out var inbox) ? inbox.Pending : [];

    private void TakeFromInbox(in AppendRequest request)
    {
        if (!_anyMail)
            return;
        if (request.Status.Work == WorkState.Terminal)
            _inboxes.TryRemove(request.Instance, out _);
        else if (request.Absorbed is { Count: > 0 } absorbed && _inboxes.TryGetValue(request.Instance, out var inbox))
            inbox.Absorb(absorbed);
    }
}

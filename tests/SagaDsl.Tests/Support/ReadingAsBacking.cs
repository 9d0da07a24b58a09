using SagaDsl.Stores;

namespace SagaDsl.Tests;

/// <summary>A store in memory whose instances can be made to read otherwise than they were written.</summary>
public sealed class ReadingAsBacking : Backing
{
    private readonly MemorySagaStore _inner = new();

    /// <summary>What is made of an instance that is read.</summary>
    public Func<StoredInstance, StoredInstance> As { get; set; } = static stored => stored;

    public override ISagaStore Make() => new Store(this);

    public override ValueTask CloseAsync(ISagaStore store) => default;

    private sealed class Store(ReadingAsBacking backing) : ISagaStore
    {
        private readonly MemorySagaStore _inner = backing._inner;

        public string Description => _inner.Description;

        public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken) => _inner.OpenAsync(opening, cancellationToken);

        public ValueTask<AppendResult> AppendAsync(AppendRequest request) => _inner.AppendAsync(request);

        public async ValueTask<StoredInstance?> LoadAsync(string instance, int from, CancellationToken cancellationToken) =>
            await _inner.LoadAsync(instance, from, cancellationToken) is { } stored ? backing.As(stored) : null;

        public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) =>
            _inner.ListAsync(query, cancellationToken);

        public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
            _inner.DueAsync(now, limit, cancellationToken);

        public ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
            _inner.MoveDueAsync(instance, dueAt, cancellationToken);

        public ValueTask<SendResult> SendAsync(SagaMessage message, CancellationToken cancellationToken) => _inner.SendAsync(message, cancellationToken);

        public ValueTask<IReadOnlyList<SagaMessage>> InboxAsync(string instance, CancellationToken cancellationToken) =>
            _inner.InboxAsync(instance, cancellationToken);

        public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken) => _inner.MailAsync(limit, cancellationToken);

        public ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) => _inner.ExpireAsync(now, cancellationToken);

        public ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken) =>
            _inner.ReduceAsync(instance, tombstone, cancellationToken);

        public ValueTask DisposeAsync() => default;
    }
}

using SagaDsl.Stores;

namespace SagaDsl.Tests.Faults;

/// <summary>A store that a test can disturb: before a question reaches it, the test may wait or throw.</summary>
public sealed class HookedBacking(Backing? inner = null) : Backing
{
    private readonly Backing _inner = inner ?? new MemoryBacking();
    private int _loads;

    /// <summary>Before an instance is read.</summary>
    public Func<string, Task> BeforeLoad { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Before a record is appended to an instance.</summary>
    public Func<string, Task> BeforeAppend { get; set; } = static _ => Task.CompletedTask;

    /// <summary>How often an instance was read.</summary>
    public int Loads => Volatile.Read(ref _loads);

    public override ISagaStore Make() => new Store(this, _inner.Make());

    public override ValueTask CloseAsync(ISagaStore store) => _inner.CloseAsync(((Store)store).Inner);

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private sealed class Store(HookedBacking backing, ISagaStore inner) : ISagaStore
    {
        public ISagaStore Inner => inner;

        public string Description => inner.Description;

        public ValueTask OpenAsync(StoreOpening opening, CancellationToken cancellationToken) => inner.OpenAsync(opening, cancellationToken);

        public async ValueTask<AppendResult> AppendAsync(AppendRequest request)
        {
            await backing.BeforeAppend(request.Instance);
            return await inner.AppendAsync(request);
        }

        public async ValueTask<StoredInstance?> LoadAsync(string instance, int from, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref backing._loads);
            await backing.BeforeLoad(instance);
            return await inner.LoadAsync(instance, from, cancellationToken);
        }

        public ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) =>
            inner.ListAsync(query, cancellationToken);

        public ValueTask<DueWork> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => inner.DueAsync(now, limit, cancellationToken);

        public ValueTask MoveDueAsync(string instance, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
            inner.MoveDueAsync(instance, dueAt, cancellationToken);

        public ValueTask<SendResult> SendAsync(SagaMessage message, CancellationToken cancellationToken) => inner.SendAsync(message, cancellationToken);

        public ValueTask<IReadOnlyList<SagaMessage>> InboxAsync(string instance, CancellationToken cancellationToken) =>
            inner.InboxAsync(instance, cancellationToken);

        public ValueTask<IReadOnlyList<string>> MailAsync(int limit, CancellationToken cancellationToken) => inner.MailAsync(limit, cancellationToken);

        public ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) => inner.ExpireAsync(now, cancellationToken);

        public ValueTask ReduceAsync(string instance, Tombstone tombstone, CancellationToken cancellationToken) =>
            inner.ReduceAsync(instance, tombstone, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

//HintName: SagaDsl.Sqlite.cs
static class SagaDsl.SqliteSagaBuilderExtensions
    static SagaDsl.SagaBuilder UseSqlite(SagaDsl.SagaBuilder sagas, Func<IServiceProvider, String> path)
    static SagaDsl.SagaBuilder UseSqlite(SagaDsl.SagaBuilder sagas, String path)
sealed class SagaDsl.Stores.SqliteSagaStore
    String Description { get; }
    ValueTask DisposeAsync()
    ValueTask MoveDueAsync(String instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    ValueTask OpenAsync(SagaDsl.Stores.StoreOpening opening, CancellationToken cancellationToken)
    ValueTask ReduceAsync(String instance, SagaDsl.Stores.Tombstone tombstone, CancellationToken cancellationToken)
    ValueTask<Boolean> SendAsync(SagaDsl.Stores.InboxMessage message, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<SagaDsl.InstanceSummary>> ListAsync(SagaDsl.InstanceQuery query, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<SagaDsl.Stores.InboxMessage>> InboxAsync(String instance, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<String>> MailAsync(Int32 limit, CancellationToken cancellationToken)
    ValueTask<SagaDsl.Stores.AppendOutcome> AppendAsync(SagaDsl.Stores.AppendRequest request)
    ValueTask<SagaDsl.Stores.DueWork> DueAsync(DateTimeOffset now, Int32 limit, CancellationToken cancellationToken)
    ValueTask<SagaDsl.Stores.StoredInstance> LoadAsync(String instance, CancellationToken cancellationToken)
    new(String path)

//HintName: SagaDsl.LiteDb.cs
static class SagaDsl.LiteDbSagaBuilderExtensions
    static SagaDsl.SagaBuilder UseLiteDb(SagaDsl.SagaBuilder sagas, String path)
sealed class SagaDsl.Stores.LiteDbSagaStore
    String Description { get; }
    ValueTask DisposeAsync()
    ValueTask MoveDueAsync(String instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    ValueTask OpenAsync(SagaDsl.Stores.StoreOpening opening, CancellationToken cancellationToken)
    ValueTask ReduceAsync(String instance, SagaDsl.Stores.Tombstone tombstone, CancellationToken cancellationToken)
    ValueTask<Boolean> SendAsync(SagaDsl.Stores.InboxMessage message, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<SagaDsl.Stores.InboxMessage>> InboxAsync(String instance, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<SagaDsl.Stores.InstanceSummary>> ListAsync(SagaDsl.Stores.InstanceQuery query, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<String>> MailAsync(Int32 limit, CancellationToken cancellationToken)
    ValueTask<SagaDsl.Stores.AppendOutcome> AppendAsync(SagaDsl.Stores.AppendRequest request)
    ValueTask<SagaDsl.Stores.DueWork> DueAsync(DateTimeOffset now, Int32 limit, CancellationToken cancellationToken)
    ValueTask<SagaDsl.Stores.StoredInstance> LoadAsync(String instance, CancellationToken cancellationToken)
    new(String path)

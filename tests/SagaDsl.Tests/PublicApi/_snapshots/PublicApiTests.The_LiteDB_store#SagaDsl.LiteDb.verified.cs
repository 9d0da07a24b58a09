//HintName: SagaDsl.LiteDb.cs
static class SagaDsl.LiteDbSagaBuilderExtensions
    static SagaDsl.SagaBuilder UseLiteDb(SagaDsl.SagaBuilder sagas, Func<IServiceProvider, String> path)
    static SagaDsl.SagaBuilder UseLiteDb(SagaDsl.SagaBuilder sagas, String path)
sealed class SagaDsl.Stores.LiteDbSagaStore
    String Description { get; }
    ValueTask DisposeAsync()
    ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    ValueTask MoveDueAsync(String instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    ValueTask OpenAsync(SagaDsl.Stores.StoreOpening opening, CancellationToken cancellationToken)
    ValueTask ReduceAsync(String instance, SagaDsl.Stores.Tombstone tombstone, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<SagaDsl.InstanceSummary>> ListAsync(SagaDsl.InstanceQuery query, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<SagaDsl.Stores.SagaMessage>> InboxAsync(String instance, CancellationToken cancellationToken)
    ValueTask<IReadOnlyList<String>> MailAsync(Int32 limit, CancellationToken cancellationToken)
    ValueTask<SagaDsl.Stores.AppendResult> AppendAsync(SagaDsl.Stores.AppendRequest request)
    ValueTask<SagaDsl.Stores.DueWork> DueAsync(DateTimeOffset now, Int32 limit, CancellationToken cancellationToken)
    ValueTask<SagaDsl.Stores.SendResult> SendAsync(SagaDsl.Stores.SagaMessage message, CancellationToken cancellationToken)
    ValueTask<SagaDsl.Stores.StoredInstance> LoadAsync(String instance, Int32 from, CancellationToken cancellationToken)
    new(String path)

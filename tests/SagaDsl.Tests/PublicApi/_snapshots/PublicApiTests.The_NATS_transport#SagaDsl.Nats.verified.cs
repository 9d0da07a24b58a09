//HintName: SagaDsl.Nats.cs
sealed class SagaDsl.NatsOptions
    Boolean CreateStream { get; set; }
    Func<NATS.Client.Core.NatsOpts, NATS.Client.Core.NatsOpts> Connection { get; set; }
    Int32 MaxInFlight { get; set; }
    Int32 Replicas { get; set; }
    NATS.Client.JetStream.Models.StreamConfigStorage Storage { get; set; }
    String Stream { get; set; }
    TimeSpan AckWait { get; set; }
    TimeSpan CommandTimeout { get; set; }
    new()
static class SagaDsl.NatsSagaBuilderExtensions
    static SagaDsl.SagaBuilder UseNats(SagaDsl.SagaBuilder sagas, Action<SagaDsl.NatsOptions> configure?)
    static SagaDsl.SagaBuilder UseNats(SagaDsl.SagaBuilder sagas, NATS.Client.Core.INatsConnection connection, Action<SagaDsl.NatsOptions> configure?)
    static SagaDsl.SagaBuilder UseNats(SagaDsl.SagaBuilder sagas, String url, Action<SagaDsl.NatsOptions> configure?)

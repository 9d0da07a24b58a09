//HintName: SagaDsl.cs
enum SagaDsl.ActionOutcome
    InDoubt = 0
    Ok = 1
sealed class SagaDsl.AtMostOnceAttribute : Attribute
    new()
sealed class SagaDsl.BarrierOptions
    Int32 MaxReplyBytes { get; set; }
    String Table { get; set; }
    TimeProvider TimeProvider { get; set; }
    new()
static class SagaDsl.BarrierServiceCollectionExtensions
    static Microsoft.Extensions.DependencyInjection.IServiceCollection AddSagaBarrier(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Func<IServiceProvider, System.Data.Common.DbConnection> connect, Action<SagaDsl.BarrierOptions> configure?)
    static Microsoft.Extensions.DependencyInjection.IServiceCollection AddSagaBarrier(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Func<System.Data.Common.DbConnection> connect, Action<SagaDsl.BarrierOptions> configure?)
sealed class SagaDsl.BarrierUnavailableException : Exception
    new(String message, Exception inner)
struct SagaDsl.CommandAnswer
    Boolean IsAccepted { get; }
    SagaDsl.CommandVerdict Verdict { get; init; }
    String Why { get; init; }
    new(SagaDsl.CommandVerdict Verdict, String Why?)
enum SagaDsl.CommandVerdict
    Accepted = 0
    Deferred = 1
    Refused = 2
interface SagaDsl.Definition.IParticipantSource<TSelf>
    static abstract IReadOnlyList<SagaDsl.Definition.SagaDefinition> Handlers { get; }
    static abstract String Name { get; }
interface SagaDsl.Definition.ISagaSource<TSelf>
    static abstract SagaDsl.Definition.SagaDefinition<TSelf> Definition { get; }
sealed class SagaDsl.Definition.MethodDefinition
    IReadOnlyList<Int32> Reads { get; init; }
    IReadOnlyList<SagaDsl.Definition.Rejection> RejectOn { get; init; }
    SagaDsl.Definition.RetryPolicy Retry { get; init; }
    String Name { get; init; }
    TimeSpan? Timeout { get; init; }
    new()
struct SagaDsl.Definition.Rejection
    Boolean Definite { get; init; }
    Type Exception { get; init; }
    new(Type Exception, Boolean Definite)
sealed class SagaDsl.Definition.RemoteStep
    Boolean HasUndo { get; init; }
    String Handler { get; init; }
    String Participant { get; init; }
    TimeSpan? Timeout { get; init; }
    Type CommandType { get; init; }
    new()
sealed class SagaDsl.Definition.RetryPolicy
    Boolean Jitter { get; init; }
    Double? Factor { get; init; }
    Int32? MaxAttempts { get; init; }
    TimeSpan? FirstDelay { get; init; }
    TimeSpan? MaxDelay { get; init; }
    new()
abstract class SagaDsl.Definition.SagaDefinition
    Boolean NeedsServices { get; init; }
    IReadOnlyList<SagaDsl.Definition.MethodDefinition> Methods { get; init; }
    IReadOnlyList<SagaDsl.Definition.StepDefinition> Steps { get; init; }
    Int32 Contract { get; init; }
    Int32 ResultStep { get; init; }
    String Name { get; init; }
    String Participant { get; init; }
    TimeSpan? Timeout { get; init; }
    Type InputType { get; init; }
    Type ResultType { get; init; }
    abstract Object Create(IServiceProvider services)
    abstract ValueTask<Object> Invoke(Object saga, Int32 method, SagaDsl.Definition.StepValues values, SagaDsl.StepContext context)
    const Int32 NewestContract = 2
    const Int32 OldestContract = 1
    protected new()
    static SagaDsl.Definition.SagaDefinition<TSaga> Of<TSaga>()
sealed class SagaDsl.Definition.SagaDefinitionException : Exception
    new(String message, Exception inner?)
abstract class SagaDsl.Definition.SagaDefinition<TSaga> : SagaDsl.Definition.SagaDefinition
    Object Create(IServiceProvider services)
    ValueTask<Object> Invoke(Object saga, Int32 method, SagaDsl.Definition.StepValues values, SagaDsl.StepContext context)
    abstract TSaga New(IServiceProvider services)
    abstract ValueTask<Object> Invoke(TSaga saga, Int32 method, SagaDsl.Definition.StepValues values, SagaDsl.StepContext context)
    protected new()
sealed class SagaDsl.Definition.StepDefinition
    Boolean AtMostOnce { get; init; }
    IReadOnlyList<Int32> After { get; init; }
    Int32 Action { get; init; }
    Int32 Compensation { get; init; }
    SagaDsl.Definition.RemoteStep Remote { get; init; }
    SagaDsl.StepKind Kind { get; init; }
    String Name { get; init; }
    String NoCompensation { get; init; }
    Type ResultType { get; init; }
    new()
static class SagaDsl.Definition.StepResult
    static ValueTask<Object> Nothing { get; }
    static ValueTask<Object> Of(Task task)
    static ValueTask<Object> Of(ValueTask task)
    static ValueTask<Object> Of<T>(Task<T> task)
    static ValueTask<Object> Of<T>(ValueTask<T> task)
    static ValueTask<Object> OfValue<T>(T value)
struct SagaDsl.Definition.StepValues
    T Input<T>()
    T Result<T>(Int32 step)
    T ResultOrNull<T>(Int32 step)
    new(Object input, Object[] results)
enum SagaDsl.FailureCause
    Cancelled = 3
    DeadlineExceeded = 2
    NoReply = 5
    Rejected = 0
    ResultNotStorable = 4
    RetriesExhausted = 1
    Undone = 6
sealed class SagaDsl.FromAttribute : Attribute
    String Step { get; }
    new(String step)
sealed class SagaDsl.FromInputAttribute : Attribute
    new()
sealed class SagaDsl.HandlesAttribute : Attribute
    String Compensation { get; set; }
    String Name { get; }
    new()
    new(String name)
interface SagaDsl.IBarrier
    abstract Task OnceAsync(SagaDsl.StepContext step, Func<System.Data.Common.DbTransaction, Task> work, String part?)
    abstract Task OnceAsync(SagaDsl.StepContext step, System.Data.Common.DbTransaction transaction, Func<Task> work, String part?)
    abstract Task<Boolean> BarAsync(String actionKey, CancellationToken cancellationToken?)
    abstract Task<Int32> ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken?)
    abstract Task<TReply> OnceAsync<TReply>(SagaDsl.StepContext step, Func<System.Data.Common.DbTransaction, Task<TReply>> work, String part?, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TReply> json?)
    abstract Task<TReply> OnceAsync<TReply>(SagaDsl.StepContext step, System.Data.Common.DbTransaction transaction, Func<Task<TReply>> work, String part?, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TReply> json?)
interface SagaDsl.ISaga
interface SagaDsl.ISaga<TInput>
interface SagaDsl.ISaga<TInput, TResult>
sealed class SagaDsl.InProcessBus
    SagaDsl.Transport.ISagaTransport Connect()
    new()
sealed class SagaDsl.InstanceQuery
    Boolean? Attention { get; init; }
    Boolean? Reduced { get; init; }
    DateTimeOffset? UpdatedBefore { get; init; }
    Int32 Limit { get; init; }
    SagaDsl.SagaStatus? Status { get; init; }
    SagaDsl.WorkState? Work { get; init; }
    String AfterId { get; init; }
    String Saga { get; init; }
    new()
struct SagaDsl.InstanceStatus
    Boolean Attention { get; init; }
    DateTimeOffset? DueAt { get; init; }
    SagaDsl.SagaStatus Saga { get; init; }
    SagaDsl.WorkState Work { get; init; }
    new(SagaDsl.WorkState Work, SagaDsl.SagaStatus Saga, DateTimeOffset? DueAt?, Boolean Attention?)
sealed class SagaDsl.InstanceSummary
    DateTimeOffset StartedAt { get; init; }
    DateTimeOffset UpdatedAt { get; init; }
    Int32 Records { get; init; }
    SagaDsl.InstanceStatus Status { get; init; }
    String Id { get; init; }
    String Saga { get; init; }
    String Unrunnable { get; init; }
    new(String Id, String Saga, SagaDsl.InstanceStatus Status, Int32 Records, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt)
sealed class SagaDsl.Journal.AttentionRaised : SagaDsl.Journal.JournalEntry
    String Reason { get; init; }
    String Step { get; init; }
    new(String Reason, String Step?)
sealed class SagaDsl.Journal.CommandOrigin
    Boolean IsUndo { get; init; }
    String Instance { get; init; }
    String Key { get; init; }
    String ReplyTo { get; init; }
    String Saga { get; init; }
    String Step { get; init; }
    new(String Key, String ReplyTo, String Saga, String Instance, String Step, Boolean IsUndo?)
sealed class SagaDsl.Journal.CommandReceived : SagaDsl.Journal.JournalEntry
    SagaDsl.CommandVerdict Verdict { get; init; }
    SagaDsl.OperatorAct By { get; init; }
    SagaDsl.OperatorCommand Command { get; init; }
    String Id { get; init; }
    String Step { get; init; }
    String Why { get; init; }
    new(String Id, SagaDsl.OperatorAct By, SagaDsl.OperatorCommand Command, String Step, SagaDsl.CommandVerdict Verdict, String Why?)
sealed class SagaDsl.Journal.CompensationAttemptFailed : SagaDsl.Journal.CompensationEntry
    DateTimeOffset? RetryAt { get; init; }
    Int32 Attempt { get; init; }
    SagaDsl.Journal.StepError Error { get; init; }
    new(String Step, Int32 Attempt, SagaDsl.Journal.StepError Error, DateTimeOffset? RetryAt)
sealed class SagaDsl.Journal.CompensationCompleted : SagaDsl.Journal.CompensationEntry
    Int32 Attempt { get; init; }
    SagaDsl.OperatorAct By { get; init; }
    new(String Step, Int32 Attempt, SagaDsl.OperatorAct By?)
abstract class SagaDsl.Journal.CompensationEntry : SagaDsl.Journal.StepEntry
    SagaDsl.Journal.StepPhase Phase { get; }
    protected new(SagaDsl.Journal.CompensationEntry original)
    protected new(String Step)
sealed class SagaDsl.Journal.CompensationPending : SagaDsl.Journal.CompensationEntry
    DateTimeOffset DueAt { get; init; }
    new(String Step, DateTimeOffset DueAt)
sealed class SagaDsl.Journal.CompensationScheduled : SagaDsl.Journal.CompensationEntry
    DateTimeOffset? At { get; init; }
    String Key { get; }
    new(String step, String key, Int32? element?)
sealed class SagaDsl.Journal.CompensationSkipped : SagaDsl.Journal.CompensationEntry
    SagaDsl.OperatorAct By { get; init; }
    new(String Step, SagaDsl.OperatorAct By)
sealed class SagaDsl.Journal.CompensationStarted : SagaDsl.Journal.JournalEntry
    Int32 Attempts { get; init; }
    SagaDsl.FailureCause Cause { get; init; }
    SagaDsl.Journal.StepError Error { get; init; }
    SagaDsl.OperatorAct By { get; init; }
    String Step { get; init; }
    new(SagaDsl.FailureCause Cause, String Step?, Int32 Attempts?, SagaDsl.Journal.StepError Error?, SagaDsl.OperatorAct By?)
abstract class SagaDsl.Journal.HistoryConverter<T> : System.Text.Json.Serialization.JsonConverter<T>
    T Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options)
interface SagaDsl.Journal.IPayloadEntry
    abstract SagaDsl.Journal.Payload Payload { get; }
enum SagaDsl.Journal.InDoubtCause
    NoReply = 3
    NotKnown = 4
    ResultNotStorable = 2
    RetriesExhausted = 0
    TurnedBack = 1
sealed class SagaDsl.Journal.InterruptedCall
    DateTimeOffset? RunAt { get; init; }
    Int32? Element { get; init; }
    SagaDsl.Journal.StepPhase Phase { get; init; }
    String Step { get; init; }
    new(String Step, SagaDsl.Journal.StepPhase Phase, DateTimeOffset? RunAt, Int32? Element?)
abstract class SagaDsl.Journal.JournalEntry
    protected new(SagaDsl.Journal.JournalEntry original)
sealed class SagaDsl.Journal.JournalEntryConverter : SagaDsl.Journal.HistoryConverter<SagaDsl.Journal.JournalEntry>
    Void Write(System.Text.Json.Utf8JsonWriter writer, SagaDsl.Journal.JournalEntry value, System.Text.Json.JsonSerializerOptions options)
    new()
sealed class SagaDsl.Journal.JournalRecordConverter : SagaDsl.Journal.HistoryConverter<SagaDsl.JournalRecord>
    Void Write(System.Text.Json.Utf8JsonWriter writer, SagaDsl.JournalRecord value, System.Text.Json.JsonSerializerOptions options)
    new()
sealed class SagaDsl.Journal.OwnershipTaken : SagaDsl.Journal.JournalEntry
    IReadOnlyList<SagaDsl.Journal.InterruptedCall> Interrupted { get; init; }
    new(IReadOnlyList<SagaDsl.Journal.InterruptedCall> Interrupted)
struct SagaDsl.Journal.Payload
    Boolean IsPresent { get; }
    ReadOnlyMemory<Byte> Json { get; }
    new(Byte[] json)
    new(ReadOnlyMemory<Byte> json)
sealed class SagaDsl.Journal.PayloadConverter : SagaDsl.Journal.HistoryConverter<SagaDsl.Journal.Payload>
    Void Write(System.Text.Json.Utf8JsonWriter writer, SagaDsl.Journal.Payload value, System.Text.Json.JsonSerializerOptions options)
    new()
sealed class SagaDsl.Journal.RecordDecoder
    IReadOnlyList<SagaDsl.JournalRecord> Records { get; }
    SagaDsl.JournalRecord Read(Int32 position, SagaDsl.Journal.RecordHash hash, ReadOnlySpan<Byte> head, ReadOnlySpan<Byte> payloads)
    Void End(Int32 count)
    new(String instance, Int32 from?)
sealed class SagaDsl.Journal.RecordEncoder
    ReadOnlySpan<Byte> Head { get; }
    ReadOnlySpan<Byte> Payloads { get; }
    SagaDsl.Journal.RecordHash Hash { get; }
    Void Dispose()
    Void Encode(String instance, SagaDsl.JournalRecord record)
    new()
struct SagaDsl.Journal.RecordHash
    Void CopyTo(Span<Byte> target)
    const Int32 Size = 32
    new(ReadOnlySpan<Byte> bytes)
    static SagaDsl.Journal.RecordHash Parse(String hex)
sealed class SagaDsl.Journal.RecordHashConverter : System.Text.Json.Serialization.JsonConverter<SagaDsl.Journal.RecordHash>
    SagaDsl.Journal.RecordHash Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options)
    Void Write(System.Text.Json.Utf8JsonWriter writer, SagaDsl.Journal.RecordHash value, System.Text.Json.JsonSerializerOptions options)
    new()
sealed class SagaDsl.Journal.RemoteStepScheduled : SagaDsl.Journal.StepEntry
    DateTimeOffset At { get; init; }
    DateTimeOffset? Until { get; init; }
    SagaDsl.Journal.Payload Payload { get; init; }
    String Key { get; init; }
    new(String Step, String Key, DateTimeOffset At, DateTimeOffset? Until?)
sealed class SagaDsl.Journal.SagaAbandoned : SagaDsl.Journal.JournalEntry
    IReadOnlyList<String> NotUndone { get; init; }
    SagaDsl.OperatorAct By { get; init; }
    new(IReadOnlyList<String> NotUndone, SagaDsl.OperatorAct By)
sealed class SagaDsl.Journal.SagaCompensated : SagaDsl.Journal.JournalEntry
    new()
sealed class SagaDsl.Journal.SagaCompleted : SagaDsl.Journal.JournalEntry
    String ResultStep { get; init; }
    new(String ResultStep?)
sealed class SagaDsl.Journal.SagaResumed : SagaDsl.Journal.JournalEntry
    SagaDsl.OperatorAct By { get; init; }
    new(SagaDsl.OperatorAct By)
sealed class SagaDsl.Journal.SagaStarted : SagaDsl.Journal.JournalEntry
    DateTimeOffset? DeadlineAt { get; init; }
    SagaDsl.Journal.CommandOrigin Origin { get; init; }
    SagaDsl.Journal.Payload Payload { get; init; }
    String Fingerprint { get; init; }
    String KeyPrefix { get; init; }
    String Saga { get; init; }
    String TraceParent { get; init; }
    new(String Saga, String Fingerprint, String KeyPrefix, DateTimeOffset? DeadlineAt?, String TraceParent?)
sealed class SagaDsl.Journal.SagaSuspended : SagaDsl.Journal.JournalEntry
    SagaDsl.OperatorAct By { get; init; }
    String Reason { get; init; }
    String Step { get; init; }
    new(String Reason, String Step?, SagaDsl.OperatorAct By?)
sealed class SagaDsl.Journal.StepAttemptFailed : SagaDsl.Journal.StepEntry
    DateTimeOffset? RetryAt { get; init; }
    Int32 Attempt { get; init; }
    SagaDsl.Journal.StepError Error { get; init; }
    new(String Step, Int32 Attempt, SagaDsl.Journal.StepError Error, DateTimeOffset? RetryAt)
sealed class SagaDsl.Journal.StepCompleted : SagaDsl.Journal.StepEntry
    Int32 Attempt { get; init; }
    SagaDsl.Journal.Payload Payload { get; init; }
    SagaDsl.OperatorAct By { get; init; }
    new(String Step, Int32 Attempt, SagaDsl.OperatorAct By?)
abstract class SagaDsl.Journal.StepEntry : SagaDsl.Journal.JournalEntry
    Int32? Element { get; init; }
    String Step { get; init; }
    protected new(SagaDsl.Journal.StepEntry original)
    protected new(String Step)
    virtual SagaDsl.Journal.StepPhase Phase { get; }
sealed class SagaDsl.Journal.StepError
    String Message { get; init; }
    String Type { get; init; }
    const Int32 MaxMessage = 1000
    new(String Type, String Message)
    static SagaDsl.Journal.StepError From(Exception exception)
sealed class SagaDsl.Journal.StepInDoubt : SagaDsl.Journal.StepEntry
    SagaDsl.Journal.InDoubtCause Cause { get; init; }
    SagaDsl.Journal.StepError Error { get; init; }
    new(String Step, SagaDsl.Journal.InDoubtCause Cause, SagaDsl.Journal.StepError Error?)
sealed class SagaDsl.Journal.StepNotBegun : SagaDsl.Journal.StepEntry
    new(String Step)
sealed class SagaDsl.Journal.StepPending : SagaDsl.Journal.StepEntry
    DateTimeOffset DueAt { get; init; }
    new(String Step, DateTimeOffset DueAt)
enum SagaDsl.Journal.StepPhase
    Action = 0
    Confirm = 2
    Undo = 1
sealed class SagaDsl.Journal.StepRejected : SagaDsl.Journal.StepEntry
    Boolean Definite { get; init; }
    Int32 Attempt { get; init; }
    SagaDsl.Journal.StepError Error { get; init; }
    new(String Step, Int32 Attempt, SagaDsl.Journal.StepError Error, Boolean Definite)
sealed class SagaDsl.Journal.StepResultLearned : SagaDsl.Journal.StepEntry
    SagaDsl.Journal.Payload Payload { get; init; }
    new(String Step)
sealed class SagaDsl.Journal.StepScheduled : SagaDsl.Journal.StepEntry
    String Key { get; }
    new(String step, String key, Int32? element?)
sealed class SagaDsl.Journal.StepSkipped : SagaDsl.Journal.StepEntry
    Boolean Attempted { get; init; }
    SagaDsl.OperatorAct By { get; init; }
    new(String Step, SagaDsl.OperatorAct By?, Boolean Attempted?)
sealed class SagaDsl.Journal.TimerFired : SagaDsl.Journal.JournalEntry
    String Timer { get; init; }
    const String Deadline = deadline
    new(String Timer)
sealed class SagaDsl.Journal.UnknownEntry : SagaDsl.Journal.JournalEntry
    String Type { get; init; }
    new(String Type)
sealed class SagaDsl.JournalDamagedException : Exception
    Int32 Position { get; }
    String Instance { get; }
    new(String instance, Int32 position, String what)
sealed class SagaDsl.JournalRecord
    DateTimeOffset Time { get; init; }
    IReadOnlyList<SagaDsl.Journal.JournalEntry> Entries { get; init; }
    Int32 Position { get; init; }
    Int64 Nonce { get; init; }
    SagaDsl.Journal.RecordHash Hash { get; }
    SagaDsl.Journal.RecordHash Previous { get; init; }
    SagaDsl.WriterId Writer { get; init; }
    new()
sealed class SagaDsl.NoCompensationAttribute : Attribute
    String Reason { get; }
    new(String reason)
sealed class SagaDsl.OperatorAct
    String Actor { get; init; }
    String Reason { get; init; }
    new(String Actor, String Reason)
enum SagaDsl.OperatorCommand
    Abandon = 4
    Cancel = 0
    DoneByHand = 7
    Resume = 3
    RetryNow = 1
    Skip = 5
    Supply = 6
    Suspend = 2
    TreatAsEnded = 8
sealed class SagaDsl.ParticipantAttribute : Attribute
    String Name { get; }
    Type Json { get; set; }
    new(String name)
sealed class SagaDsl.PayloadNotSerializableException : Exception
    new(String message, Exception inner)
sealed class SagaDsl.PayloadTooLargeException : Exception
    new(String message)
sealed class SagaDsl.RejectOnAttribute : Attribute
    Boolean Definite { get; set; }
    Type[] Exceptions { get; }
    new(Type[] exceptions)
sealed class SagaDsl.RemoteAttribute<TParticipant> : Attribute
    SagaDsl.StepKind Kind { get; set; }
    String Handler { get; }
    String Name { get; set; }
    String[] After { get; set; }
    new(String handler)
sealed class SagaDsl.RetryAttribute : Attribute
    Boolean Jitter { get; set; }
    Double Factor { get; set; }
    Int32 MaxAttempts { get; set; }
    String FirstDelay { get; set; }
    String MaxDelay { get; set; }
    new()
sealed class SagaDsl.SagaAttribute : Attribute
    String Client { get; set; }
    String Name { get; }
    String Result { get; set; }
    Type Json { get; set; }
    new(String name)
sealed class SagaDsl.SagaBuilder
    SagaDsl.SagaBuilder Add<TClient>(SagaDsl.Definition.SagaDefinition definition, System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver json, Func<SagaDsl.SagaRuntime, TClient> client)
    SagaDsl.SagaBuilder AddParticipant(String name, IReadOnlyList<SagaDsl.Definition.SagaDefinition> handlers, System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver json)
    SagaDsl.SagaBuilder AddParticipant<TParticipant>(System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver json)
    SagaDsl.SagaBuilder AddReflected<TClient>(SagaDsl.Definition.SagaDefinition definition, Func<SagaDsl.SagaRuntime, TClient> client)
    SagaDsl.SagaBuilder AddReflectedParticipant<TParticipant>()
    SagaDsl.SagaBuilder Configure(Action<SagaDsl.SagaOptions, IServiceProvider> configure)
    SagaDsl.SagaBuilder Configure(Action<SagaDsl.SagaOptions> configure)
    SagaDsl.SagaBuilder ReplaceStore()
    SagaDsl.SagaBuilder ReplaceTransport()
    SagaDsl.SagaBuilder UseInProcessBus(SagaDsl.InProcessBus bus)
    SagaDsl.SagaBuilder UseMemory()
    SagaDsl.SagaBuilder UsePartitions(Func<IServiceProvider, SagaDsl.Stores.ISagaPartitions> partitions)
    SagaDsl.SagaBuilder UseServices(IServiceProvider services)
    SagaDsl.SagaBuilder UseStore(Func<IServiceProvider, SagaDsl.Stores.ISagaStore> store)
    SagaDsl.SagaBuilder UseStore(Func<SagaDsl.Stores.ISagaStore> store)
    SagaDsl.SagaBuilder UseTransport(Func<IServiceProvider, SagaDsl.Transport.ISagaTransport> transport)
    new()
abstract class SagaDsl.SagaClient : SagaDsl.SagaClientBase
    protected new()
    protected new(SagaDsl.SagaRuntime runtime, SagaDsl.Definition.SagaDefinition definition)
    virtual SagaDsl.SagaHandle Item { get; }
    virtual ValueTask<SagaDsl.SagaHandle> StartAsync(String id, CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.SagaOutcome> RunAsync(String id, CancellationToken cancellationToken?)
abstract class SagaDsl.SagaClientBase
abstract class SagaDsl.SagaClient<TInput> : SagaDsl.SagaClientBase
    protected new()
    protected new(SagaDsl.SagaRuntime runtime, SagaDsl.Definition.SagaDefinition definition)
    virtual SagaDsl.SagaHandle Item { get; }
    virtual ValueTask<SagaDsl.SagaHandle> StartAsync(String id, TInput input, CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.SagaOutcome> RunAsync(String id, TInput input, CancellationToken cancellationToken?)
abstract class SagaDsl.SagaClient<TInput, TResult> : SagaDsl.SagaClientBase
    protected new()
    protected new(SagaDsl.SagaRuntime runtime, SagaDsl.Definition.SagaDefinition definition)
    virtual SagaDsl.SagaHandle<TResult> Item { get; }
    virtual ValueTask<SagaDsl.SagaHandle<TResult>> StartAsync(String id, TInput input, CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.SagaOutcome<TResult>> RunAsync(String id, TInput input, CancellationToken cancellationToken?)
sealed class SagaDsl.SagaFailure
    IReadOnlyList<String> NotUndone { get; init; }
    IReadOnlyList<String> Undone { get; init; }
    Int32 Attempts { get; init; }
    SagaDsl.FailureCause Cause { get; init; }
    String Actor { get; init; }
    String ErrorType { get; init; }
    String Message { get; init; }
    String Step { get; init; }
    new(SagaDsl.FailureCause Cause, String Step, Int32 Attempts, String ErrorType, String Message, String Actor, IReadOnlyList<String> Undone, IReadOnlyList<String> NotUndone)
class SagaDsl.SagaHandle
    Boolean IsNew { get; }
    String Id { get; }
    protected new(String id, Boolean isNew)
    virtual SagaDsl.SagaOperator As(String actor, String reason)
    virtual ValueTask<IReadOnlyList<SagaDsl.JournalRecord>> HistoryAsync(CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.SagaOutcome> WaitAsync(CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.SagaSnapshot> GetAsync(CancellationToken cancellationToken?)
class SagaDsl.SagaHandle<TResult> : SagaDsl.SagaHandle
    protected new(String id, Boolean isNew)
    virtual ValueTask<SagaDsl.SagaOutcome<TResult>> WaitAsync(CancellationToken cancellationToken?)
sealed class SagaDsl.SagaIdConflictException : Exception
    new(String message)
sealed class SagaDsl.SagaNotFoundException : Exception
    String Instance { get; }
    new(String instance)
class SagaDsl.SagaOperator
    protected new()
    virtual ValueTask<SagaDsl.CommandAnswer> AbandonAsync(CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> CancelAsync(CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> DoneByHandAsync(SagaDsl.StepRef step, CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> ResumeAsync(CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> RetryNowAsync(CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> SkipAsync(SagaDsl.StepRef step, CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> SupplyAsync<TResult>(SagaDsl.StepRef<TResult> step, TResult result, CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> SuspendAsync(CancellationToken cancellationToken?)
    virtual ValueTask<SagaDsl.CommandAnswer> TreatAsEndedAsync(SagaDsl.StepRef step, CancellationToken cancellationToken?)
sealed class SagaDsl.SagaOptions
    Boolean LenientJson { get; set; }
    Boolean RoundTripValues { get; set; }
    Func<Double> Random { get; set; }
    IDictionary<String, Int32> MaxConcurrentCallsPerSaga { get; }
    Int32 AttentionAfter { get; set; }
    Int32 MaxConcurrentCalls { get; set; }
    Int32 MaxConcurrentRecoveries { get; set; }
    Int32 MaxInFlight { get; set; }
    Int32 MaxPayloadBytes { get; set; }
    SagaDsl.Definition.RetryPolicy StepRetry { get; set; }
    SagaDsl.Definition.RetryPolicy UndoAndForwardRetry { get; set; }
    String KeyPrefix { get; set; }
    String Node { get; set; }
    TimeProvider TimeProvider { get; set; }
    TimeSpan CancellationGrace { get; set; }
    TimeSpan DormantAfter { get; set; }
    TimeSpan InboxPolling { get; set; }
    TimeSpan ResendAfter { get; set; }
    TimeSpan ShutdownTimeout { get; set; }
    TimeSpan? Retention { get; set; }
    new()
class SagaDsl.SagaOutcome
    Boolean IsCompleted { get; }
    SagaDsl.SagaFailure Failure { get; }
    SagaDsl.SagaStatus Status { get; }
    new(SagaDsl.SagaStatus status, SagaDsl.SagaFailure failure?)
sealed class SagaDsl.SagaOutcome<TResult> : SagaDsl.SagaOutcome
    TResult Result { get; }
    new(SagaDsl.SagaStatus status, SagaDsl.SagaFailure failure)
    new(TResult result)
sealed class SagaDsl.SagaRuntime
    IReadOnlyDictionary<String, String> Unrunnable { get; }
    SagaDsl.SagaHandle Instance(String id)
    TClient Client<TClient>()
    Task StopAsync(TimeSpan? within?)
    ValueTask DisposeAsync()
    ValueTask<IReadOnlyList<SagaDsl.InstanceSummary>> ListAsync(SagaDsl.InstanceQuery query, CancellationToken cancellationToken?)
    static Task<SagaDsl.SagaRuntime> StartAsync(Action<SagaDsl.SagaBuilder> configure, CancellationToken cancellationToken?)
static class SagaDsl.SagaServiceCollectionExtensions
    static Microsoft.Extensions.DependencyInjection.IHealthChecksBuilder AddSagaHealthCheck(Microsoft.Extensions.DependencyInjection.IHealthChecksBuilder builder, String name?)
    static Microsoft.Extensions.DependencyInjection.IServiceCollection AddSagas(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Action<SagaDsl.SagaBuilder> configure)
sealed class SagaDsl.SagaSnapshot
    DateTimeOffset? DueAt { get; init; }
    IReadOnlyList<SagaDsl.StepSnapshot> Steps { get; init; }
    SagaDsl.SagaFailure Failure { get; init; }
    SagaDsl.SagaStatus Status { get; init; }
    SagaDsl.WorkState Work { get; init; }
    String Attention { get; init; }
    String Id { get; init; }
    String Saga { get; init; }
    String Suspended { get; init; }
    new()
enum SagaDsl.SagaStatus
    Abandoned = 4
    Compensated = 3
    Compensating = 1
    Completed = 2
    Running = 0
sealed class SagaDsl.SagaUnrunnableException : Exception
    String Instance { get; }
    String Reason { get; }
    new(String instance, String reason)
sealed class SagaDsl.SqlBarrier
    Task OnceAsync(SagaDsl.StepContext step, Func<System.Data.Common.DbTransaction, Task> work, String part?)
    Task OnceAsync(SagaDsl.StepContext step, System.Data.Common.DbTransaction transaction, Func<Task> work, String part?)
    Task<Boolean> BarAsync(String actionKey, CancellationToken cancellationToken?)
    Task<Int32> ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken?)
    Task<TReply> OnceAsync<TReply>(SagaDsl.StepContext step, Func<System.Data.Common.DbTransaction, Task<TReply>> work, String part?, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TReply> json?)
    Task<TReply> OnceAsync<TReply>(SagaDsl.StepContext step, System.Data.Common.DbTransaction transaction, Func<Task<TReply>> work, String part?, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TReply> json?)
    new(Func<System.Data.Common.DbConnection> connect, SagaDsl.BarrierOptions options?)
sealed class SagaDsl.StepAttribute : Attribute
    SagaDsl.StepKind Kind { get; set; }
    String Compensation { get; set; }
    String Name { get; }
    String[] After { get; set; }
    new()
    new(String name)
abstract class SagaDsl.StepContext
    abstract CancellationToken CancellationToken { get; }
    abstract Int32 Attempt { get; }
    abstract Int32? ElementIndex { get; }
    abstract SagaDsl.ActionOutcome ActionOutcome { get; }
    abstract String ActionKey { get; }
    abstract String IdempotencyKey { get; }
    abstract String InstanceId { get; }
    abstract String KeyFor(String part)
    abstract String SagaName { get; }
    abstract String StepName { get; }
    abstract TimeProvider TimeProvider { get; }
    protected new()
enum SagaDsl.StepKind
    Compensatable = 0
    Pivot = 1
    Retriable = 2
sealed class SagaDsl.StepPendingException : Exception
    TimeSpan RetryAfter { get; }
    new(TimeSpan retryAfter)
struct SagaDsl.StepRef
    String Name { get; init; }
    String Saga { get; init; }
    new(String Saga, String Name)
struct SagaDsl.StepRef<TResult>
    String Name { get; init; }
    String Saga { get; init; }
    implicit SagaDsl.StepRef(SagaDsl.StepRef<TResult> step)
    new(String Saga, String Name)
class SagaDsl.StepRejectedException : Exception
    Boolean Definite { get; init; }
    new(String reason)
    new(String reason, Exception inner)
sealed class SagaDsl.StepSnapshot
    DateTimeOffset? DueAt { get; init; }
    Int32 Attempts { get; init; }
    SagaDsl.StepState State { get; init; }
    SagaDsl.UndoState Undo { get; init; }
    String Name { get; init; }
    String Participant { get; init; }
    new(String Name, SagaDsl.StepState State, SagaDsl.UndoState Undo, Int32 Attempts, DateTimeOffset? DueAt)
enum SagaDsl.StepState
    Completed = 2
    InDoubt = 4
    NotBegun = 5
    Rejected = 3
    Scheduled = 1
    Skipped = 6
    Waiting = 0
sealed class SagaDsl.StoreOwnedException : Exception
    new(String message, Exception inner?)
sealed class SagaDsl.StoreUnavailableException : Exception
    new(String message, Exception inner?)
sealed class SagaDsl.StoreVersionException : Exception
    new(String message)
enum SagaDsl.Stores.AppendFate
    Appended = 0
    Conflict = 1
    Unknown = 2
struct SagaDsl.Stores.AppendRequest
    IReadOnlyList<SagaDsl.Stores.SagaMessage> Outgoing { get; init; }
    IReadOnlyList<String> Absorbed { get; init; }
    SagaDsl.InstanceStatus Status { get; init; }
    SagaDsl.JournalRecord Record { get; init; }
    String Instance { get; init; }
    String Saga { get; init; }
    new(String Instance, String Saga, SagaDsl.JournalRecord Record, SagaDsl.InstanceStatus Status, IReadOnlyList<String> Absorbed?, IReadOnlyList<SagaDsl.Stores.SagaMessage> Outgoing?)
struct SagaDsl.Stores.AppendResult
    Exception Error { get; init; }
    SagaDsl.Stores.AppendFate Fate { get; init; }
    new(SagaDsl.Stores.AppendFate Fate, Exception Error?)
    static SagaDsl.Stores.AppendResult Appended { get; }
    static SagaDsl.Stores.AppendResult Conflict { get; }
    static SagaDsl.Stores.AppendResult Unknown(Exception error)
sealed class SagaDsl.Stores.DueWork
    DateTimeOffset? NextDueAt { get; init; }
    IReadOnlyList<String> Instances { get; init; }
    new(IReadOnlyList<String> Instances, DateTimeOffset? NextDueAt)
interface SagaDsl.Stores.ISagaInbox
    abstract ValueTask ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    abstract ValueTask<IReadOnlyList<SagaDsl.Stores.SagaMessage>> InboxAsync(String instance, CancellationToken cancellationToken)
    abstract ValueTask<IReadOnlyList<String>> MailAsync(Int32 limit, CancellationToken cancellationToken)
    abstract ValueTask<SagaDsl.Stores.SendResult> SendAsync(SagaDsl.Stores.SagaMessage message, CancellationToken cancellationToken)
interface SagaDsl.Stores.ISagaJournal
    abstract ValueTask ReduceAsync(String instance, SagaDsl.Stores.Tombstone tombstone, CancellationToken cancellationToken)
    abstract ValueTask<SagaDsl.Stores.AppendResult> AppendAsync(SagaDsl.Stores.AppendRequest request)
    abstract ValueTask<SagaDsl.Stores.StoredInstance> LoadAsync(String instance, Int32 from, CancellationToken cancellationToken)
interface SagaDsl.Stores.ISagaPartitions
    abstract Int32 Count { get; }
    abstract Int32 Of(String instance)
    abstract String Description { get; }
    abstract ValueTask OpenAsync(SagaDsl.Stores.PartitionsOpening opening, CancellationToken cancellationToken)
interface SagaDsl.Stores.ISagaStore
    abstract String Description { get; }
    abstract ValueTask OpenAsync(SagaDsl.Stores.StoreOpening opening, CancellationToken cancellationToken)
interface SagaDsl.Stores.ISagaWork
    abstract ValueTask MoveDueAsync(String instance, DateTimeOffset dueAt, CancellationToken cancellationToken)
    abstract ValueTask<IReadOnlyList<SagaDsl.InstanceSummary>> ListAsync(SagaDsl.InstanceQuery query, CancellationToken cancellationToken)
    abstract ValueTask<SagaDsl.Stores.DueWork> DueAsync(DateTimeOffset now, Int32 limit, CancellationToken cancellationToken)
sealed class SagaDsl.Stores.MemorySagaStore
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
    new()
static class SagaDsl.Stores.MessageCodec
    static Byte[] Encode(SagaDsl.Stores.SagaMessage message)
    static SagaDsl.Stores.SagaMessage Decode(String instance, ReadOnlySpan<Byte> bytes)
enum SagaDsl.Stores.MessageKind
    Child = 2
    Command = 0
    Event = 3
    Release = 7
    Reply = 4
    Signal = 1
    Start = 5
    Undo = 6
    Unknown = 255
sealed class SagaDsl.Stores.PartitionsOpening
    Action<Int32, SagaDsl.Stores.ISagaStore> Acquired { get; init; }
    Func<Int32, Exception, Task> Lost { get; init; }
    Microsoft.Extensions.Logging.ILogger Logger { get; init; }
    String Node { get; init; }
    TimeProvider Time { get; init; }
    new(String Node, TimeProvider Time, Microsoft.Extensions.Logging.ILogger Logger, Action<Int32, SagaDsl.Stores.ISagaStore> Acquired, Func<Int32, Exception, Task> Lost)
sealed class SagaDsl.Stores.SagaMessage
    DateTimeOffset? KeepUntil { get; init; }
    Int32? Element { get; init; }
    SagaDsl.Journal.Payload Payload { get; init; }
    SagaDsl.OperatorAct By { get; init; }
    SagaDsl.OperatorCommand? Command { get; init; }
    SagaDsl.Stores.MessageKind Kind { get; init; }
    String From { get; init; }
    String Id { get; init; }
    String Instance { get; init; }
    String Name { get; init; }
    String Step { get; init; }
    new(String Id, String Instance, SagaDsl.Stores.MessageKind Kind)
    static SagaDsl.Stores.SagaMessage OfCommand(String id, String instance, SagaDsl.OperatorCommand command, SagaDsl.OperatorAct by, String step?, SagaDsl.Journal.Payload payload?)
enum SagaDsl.Stores.SendResult
    Ended = 1
    Kept = 0
    NoInstance = 2
sealed class SagaDsl.Stores.StoreOpening
    Action<Exception> Lost { get; init; }
    Microsoft.Extensions.Logging.ILogger Logger { get; init; }
    String Node { get; init; }
    TimeProvider Time { get; init; }
    new(String Node, TimeProvider Time, Microsoft.Extensions.Logging.ILogger Logger, Action<Exception> Lost?)
sealed class SagaDsl.Stores.StoredInstance
    IReadOnlyList<SagaDsl.JournalRecord> Records { get; init; }
    IReadOnlyList<SagaDsl.Stores.SagaMessage> Inbox { get; init; }
    SagaDsl.InstanceStatus Status { get; init; }
    SagaDsl.Stores.Tombstone Tombstone { get; init; }
    String Id { get; init; }
    String Saga { get; init; }
    new()
sealed class SagaDsl.Stores.Tombstone
    IReadOnlyList<String> InputHashes { get; init; }
    SagaDsl.Journal.Payload Result { get; init; }
    SagaDsl.SagaFailure Failure { get; init; }
    SagaDsl.SagaStatus Status { get; init; }
    new(SagaDsl.SagaStatus Status, IReadOnlyList<String> InputHashes, SagaDsl.SagaFailure Failure)
static class SagaDsl.Stores.TombstoneCodec
    static Byte[] Encode(SagaDsl.Stores.Tombstone tombstone)
    static SagaDsl.Stores.Tombstone Decode(String instance, ReadOnlySpan<Byte> bytes)
sealed class SagaDsl.TimeoutAttribute : Attribute
    String After { get; }
    new(String after)
interface SagaDsl.Transport.ISagaTransport
    abstract String Description { get; }
    abstract ValueTask OpenAsync(SagaDsl.Transport.TransportOpening opening, CancellationToken cancellationToken)
    abstract ValueTask SendAsync(SagaDsl.Transport.TransportMessage message, CancellationToken cancellationToken)
    virtual Boolean IsLocal { get; }
struct SagaDsl.Transport.TransportAddress
    SagaDsl.Transport.TransportAddressKind Kind { get; init; }
    String Name { get; init; }
    Void Check()
    new(SagaDsl.Transport.TransportAddressKind Kind, String Name)
    static SagaDsl.Transport.TransportAddress Inbox(String name)
    static SagaDsl.Transport.TransportAddress Participant(String name)
enum SagaDsl.Transport.TransportAddressKind
    Inbox = 1
    Participant = 0
sealed class SagaDsl.Transport.TransportMessage
    ReadOnlyMemory<Byte> Body { get; init; }
    SagaDsl.Transport.TransportAddress To { get; init; }
    String Id { get; init; }
    String TraceParent { get; init; }
    Void Check()
    new(String Id, SagaDsl.Transport.TransportAddress To, ReadOnlyMemory<Byte> Body)
sealed class SagaDsl.Transport.TransportOpening
    Func<SagaDsl.Transport.TransportMessage, CancellationToken, ValueTask> Receive { get; init; }
    IReadOnlyList<String> Participants { get; init; }
    Microsoft.Extensions.Logging.ILogger Logger { get; init; }
    String Inbox { get; init; }
    String Node { get; init; }
    TimeProvider Time { get; init; }
    new(String Node, String Inbox, IReadOnlyList<String> Participants, TimeProvider Time, Microsoft.Extensions.Logging.ILogger Logger, Func<SagaDsl.Transport.TransportMessage, CancellationToken, ValueTask> Receive)
sealed class SagaDsl.Transport.TransportRefusedException : Exception
    new(String message, Exception inner?)
sealed class SagaDsl.Transport.TransportUnavailableException : Exception
    new(String message, Exception inner?)
enum SagaDsl.UndoState
    Completed = 2
    None = 0
    Scheduled = 1
    Skipped = 3
enum SagaDsl.WorkState
    Due = 1
    Ready = 0
    Suspended = 3
    Terminal = 4
    Waiting = 2
sealed class SagaDsl.WriterId
    Int64 Epoch { get; init; }
    String Node { get; init; }
    new(String Node, Int64 Epoch)

using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>
/// How each entry is written. A member that this version does not know is not skipped: what a newer version
/// recorded is not understood by leaving half of it out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SagaStarted))]
[JsonSerializable(typeof(OwnershipTaken))]
[JsonSerializable(typeof(TimerFired))]
[JsonSerializable(typeof(CommandReceived))]
[JsonSerializable(typeof(AttentionRaised))]
[JsonSerializable(typeof(SagaSuspended))]
[JsonSerializable(typeof(SagaResumed))]
[JsonSerializable(typeof(SagaCompleted))]
[JsonSerializable(typeof(SagaCompensated))]
[JsonSerializable(typeof(SagaAbandoned))]
[JsonSerializable(typeof(StepScheduled))]
[JsonSerializable(typeof(StepAttemptFailed))]
[JsonSerializable(typeof(StepPending))]
[JsonSerializable(typeof(StepCompleted))]
[JsonSerializable(typeof(StepRejected))]
[JsonSerializable(typeof(StepInDoubt))]
[JsonSerializable(typeof(StepNotBegun))]
[JsonSerializable(typeof(StepResultLearned))]
[JsonSerializable(typeof(StepSkipped))]
[JsonSerializable(typeof(CompensationStarted))]
[JsonSerializable(typeof(CompensationScheduled))]
[JsonSerializable(typeof(CompensationAttemptFailed))]
[JsonSerializable(typeof(CompensationPending))]
[JsonSerializable(typeof(CompensationCompleted))]
[JsonSerializable(typeof(CompensationSkipped))]
internal sealed partial class EntryJson : JsonSerializerContext;

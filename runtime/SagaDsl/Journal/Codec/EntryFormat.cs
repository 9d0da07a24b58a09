using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SagaDsl.Journal;

/// <summary>How one type of entry is written and read. The type's name is what the journal holds: renaming a type breaks journals.</summary>
/// <remarks>A new type stands here twice: in the table, and below for System.Text.Json's generator. A test finds one that does not.</remarks>
internal abstract class EntryFormat(Type type)
{
    private static readonly EntryFormat[] All =
    [
        Of(EntryJson.Default.SagaStarted),
        Of(EntryJson.Default.OwnershipTaken),
        Of(EntryJson.Default.TimerFired),
        Of(EntryJson.Default.CommandReceived),
        Of(EntryJson.Default.AttentionRaised),
        Of(EntryJson.Default.SagaSuspended),
        Of(EntryJson.Default.SagaResumed),
        Of(EntryJson.Default.SagaCompleted),
        Of(EntryJson.Default.SagaCompensated),
        Of(EntryJson.Default.SagaAbandoned),
        Of(EntryJson.Default.StepScheduled),
        Of(EntryJson.Default.RemoteStepScheduled),
        Of(EntryJson.Default.StepAttemptFailed),
        Of(EntryJson.Default.StepPending),
        Of(EntryJson.Default.StepCompleted),
        Of(EntryJson.Default.StepRejected),
        Of(EntryJson.Default.StepInDoubt),
        Of(EntryJson.Default.StepNotBegun),
        Of(EntryJson.Default.StepResultLearned),
        Of(EntryJson.Default.StepSkipped),
        Of(EntryJson.Default.CompensationStarted),
        Of(EntryJson.Default.CompensationScheduled),
        Of(EntryJson.Default.CompensationAttemptFailed),
        Of(EntryJson.Default.CompensationPending),
        Of(EntryJson.Default.CompensationCompleted),
        Of(EntryJson.Default.CompensationSkipped),
    ];

    private static readonly FrozenDictionary<Type, EntryFormat> ByType = All.ToFrozenDictionary(format => format.Type);
    private static readonly FrozenDictionary<string, EntryFormat> ByName = All.ToFrozenDictionary(format => format.Type.Name, StringComparer.Ordinal);

    public Type Type => type;

    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(type.Name);

    public static EntryFormat For(JournalEntry entry) =>
        ByType.TryGetValue(entry.GetType(), out var format)
            ? format
            : throw new ArgumentException($"An entry of type {entry.GetType().Name} cannot be written.", nameof(entry));

    public static EntryFormat? Find(string name) => ByName.GetValueOrDefault(name);

    public abstract void Write(Utf8JsonWriter writer, JournalEntry entry);

    /// <exception cref="JsonException">Not as this version writes it.</exception>
    public abstract JournalEntry? Read(ref Utf8JsonReader reader);

    private static Typed<T> Of<T>(JsonTypeInfo<T> info) where T : JournalEntry => new(info);

    private sealed class Typed<T>(JsonTypeInfo<T> info) : EntryFormat(typeof(T)) where T : JournalEntry
    {
        public override void Write(Utf8JsonWriter writer, JournalEntry entry) => JsonSerializer.Serialize(writer, (T)entry, info);

        public override JournalEntry? Read(ref Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, info);
    }
}

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
[JsonSerializable(typeof(RemoteStepScheduled))]
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

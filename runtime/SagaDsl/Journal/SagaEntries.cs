using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>The instance began. Its payload is the input.</summary>
/// <param name="Saga">The saga's name.</param>
/// <param name="Fingerprint">The shape of the definition it began under: see <see cref="Definition.SagaFingerprint"/>.</param>
/// <param name="KeyPrefix">The first part of all its idempotency keys.</param>
/// <param name="DeadlineAt">When it turns back unless it is past its commit point.</param>
/// <param name="TraceParent">The W3C trace context of the caller.</param>
public sealed record SagaStarted(string Saga, string Fingerprint, string KeyPrefix, DateTimeOffset? DeadlineAt = null, string? TraceParent = null)
    : JournalEntry, IPayloadEntry
{
    // UTC ticks + 1; 0: none. A store in memory keeps it with every instance.
    private readonly long _deadline = DeadlineAt?.UtcTicks + 1 ?? 0;

    /// <summary>When it turns back unless it is past its commit point.</summary>
    public DateTimeOffset? DeadlineAt
    {
        get => _deadline == 0 ? null : new DateTimeOffset(_deadline - 1, TimeSpan.Zero);
        init => _deadline = value?.UtcTicks + 1 ?? 0;
    }

    /// <summary>Which saga's step it is, where it is a command to a participant; null: nobody's.</summary>
    public CommandOrigin? Origin { get; init; }

    /// <summary>The input.</summary>
    [JsonIgnore]
    public Payload Payload { get; init; }

    JournalEntry IPayloadEntry.With(Payload payload) => this with { Payload = payload };
}

/// <summary>Which saga's step a command is, and where its reply goes.</summary>
/// <param name="Key">The step's idempotency key: the command's own.</param>
/// <param name="ReplyTo">The inbox of the runtime that asks.</param>
/// <param name="Saga">The name of the saga that asks.</param>
/// <param name="Instance">The id of its instance.</param>
/// <param name="Step">The step's name.</param>
/// <param name="IsUndo">Whether the instance undoes what the command did.</param>
public sealed record CommandOrigin(string Key, string ReplyTo, string Saga, string Instance, string Step, bool IsUndo = false);

/// <summary>Another process or node owns the instance from here on; calls that ran elsewhere are void.</summary>
/// <param name="Interrupted">The calls that may have been running when the previous owner ended.</param>
public sealed record OwnershipTaken(IReadOnlyList<InterruptedCall> Interrupted) : JournalEntry;

/// <summary>A call that may have been running when its process ended.</summary>
/// <param name="Step">The step.</param>
/// <param name="Phase">Which of its methods was called.</param>
/// <param name="RunAt">When it is run again; null: never unasked.</param>
/// <param name="Element">On which element, in a step that runs per element.</param>
public sealed record InterruptedCall(string Step, StepPhase Phase, DateTimeOffset? RunAt, int? Element = null);

/// <summary>The saga's deadline passed.</summary>
/// <param name="Timer">Which timer: <c>deadline</c>.</param>
public sealed record TimerFired(string Timer) : JournalEntry
{
    /// <summary>The timer of the saga's own timeout.</summary>
    public const string Deadline = "deadline";
}

/// <summary>An operator's command was taken in, with what became of it.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="By">Who and why.</param>
/// <param name="Command">What was asked.</param>
/// <param name="Step">On which step.</param>
/// <param name="Verdict">Accepted, deferred or refused.</param>
/// <param name="Why">Why it was deferred or refused.</param>
public sealed record CommandReceived(
    string Id, OperatorAct By, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] OperatorCommand Command, string? Step,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CommandVerdict Verdict, string? Why = null) : JournalEntry;

/// <summary>The saga turned back: what was done is undone.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Step">The step that failed, where one did.</param>
/// <param name="Attempts">How often that step was tried.</param>
/// <param name="Error">How it failed.</param>
/// <param name="By">Who cancelled.</param>
public sealed record CompensationStarted(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FailureCause Cause, string? Step = null, int Attempts = 0, StepError? Error = null,
    OperatorAct? By = null) : JournalEntry;

/// <summary>A person should look, although work goes on.</summary>
/// <param name="Reason">What is going on.</param>
/// <param name="Step">With which step.</param>
public sealed record AttentionRaised(string Reason, string? Step = null) : JournalEntry;

/// <summary>Nothing goes on until a person decides.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Step">The step it is about.</param>
/// <param name="By">Who suspended it; null: the engine.</param>
public sealed record SagaSuspended(string Reason, string? Step = null, OperatorAct? By = null) : JournalEntry;

/// <summary>Work goes on, with fresh attempts.</summary>
/// <param name="By">Who resumed it.</param>
public sealed record SagaResumed(OperatorAct By) : JournalEntry;

/// <summary>The end: every step is done.</summary>
/// <param name="ResultStep">The step whose result is the saga's, whatever later definitions say; null: the saga has none.</param>
public sealed record SagaCompleted(string? ResultStep = null) : JournalEntry;

/// <summary>The end: everything that may have happened is undone.</summary>
public sealed record SagaCompensated : JournalEntry;

/// <summary>The end: given up by a person, with what was left as it is.</summary>
/// <param name="NotUndone">The steps that may have happened and were not undone.</param>
/// <param name="By">Who gave it up.</param>
public sealed record SagaAbandoned(IReadOnlyList<string> NotUndone, OperatorAct? By) : JournalEntry;

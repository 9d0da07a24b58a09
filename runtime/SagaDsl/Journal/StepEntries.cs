using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>The intent to run a step, recorded before its first attempt. It covers all attempts.</summary>
public sealed record StepScheduled : StepEntry
{
    private readonly StepKey _key;

    /// <summary>An intent.</summary>
    /// <param name="step">The step.</param>
    /// <param name="key">Its idempotency key.</param>
    /// <param name="element">The element's index; null in a step that runs once.</param>
    [JsonConstructor]
    public StepScheduled(string step, string key, int? element = null) : base(step)
    {
        Element = element;
        _key = StepKey.Of(key, step, element, StepPhase.Action);
    }

    internal StepScheduled(string step, StepKey key) : base(step) => _key = key;

    /// <summary>Its idempotency key.</summary>
    public string Key => _key.ToString(Step, Element, StepPhase.Action);
}

/// <summary>
/// The intent to have a step done by a participant. Its payload is the command: every time it is sent, these bytes are.
/// </summary>
/// <param name="Step">The step.</param>
/// <param name="Key">Its idempotency key, which the participant is given.</param>
/// <param name="At">From when on it is sent.</param>
/// <param name="Until">Until when its reply is waited for; null: as long as it takes.</param>
public sealed record RemoteStepScheduled(string Step, string Key, DateTimeOffset At, DateTimeOffset? Until = null) : StepEntry(Step), IPayloadEntry
{
    /// <summary>The command.</summary>
    [JsonIgnore]
    public Payload Payload { get; init; }

    JournalEntry IPayloadEntry.With(Payload payload) => this with { Payload = payload };
}

/// <summary>An attempt failed in an unknown way.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Error">How it failed.</param>
/// <param name="RetryAt">When it is tried again; null where the attempts ran out.</param>
public sealed record StepAttemptFailed(string Step, int Attempt, StepError Error, DateTimeOffset? RetryAt) : StepEntry(Step);

/// <summary>The step is under way elsewhere and is asked again.</summary>
/// <param name="Step">The step.</param>
/// <param name="DueAt">When.</param>
public sealed record StepPending(string Step, DateTimeOffset DueAt) : StepEntry(Step);

/// <summary>The step is done. Its payload is the result.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">With which attempt.</param>
/// <param name="By">Who supplied the result; null: the step itself.</param>
public sealed record StepCompleted(string Step, int Attempt, OperatorAct? By = null) : StepEntry(Step), IPayloadEntry
{
    /// <summary>The result.</summary>
    [JsonIgnore]
    public Payload Payload { get; init; }

    JournalEntry IPayloadEntry.With(Payload payload) => this with { Payload = payload };
}

/// <summary>The step was refused.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">At which attempt.</param>
/// <param name="Error">Why.</param>
/// <param name="Definite">Whether nothing happened for certain; otherwise the step is in doubt.</param>
public sealed record StepRejected(string Step, int Attempt, StepError Error, bool Definite) : StepEntry(Step);

/// <summary>The step may have happened, and is not asked again.</summary>
/// <param name="Step">The step.</param>
/// <param name="Cause">Why it is not asked again.</param>
/// <param name="Error">What is known.</param>
public sealed record StepInDoubt(string Step, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] InDoubtCause Cause, StepError? Error = null)
    : StepEntry(Step);

/// <summary>The step was scheduled and its first attempt never began.</summary>
/// <param name="Step">The step.</param>
public sealed record StepNotBegun(string Step) : StepEntry(Step);

/// <summary>A late reply told the result of a step in doubt. Its payload is the result; it feeds the compensation.</summary>
/// <param name="Step">The step.</param>
public sealed record StepResultLearned(string Step) : StepEntry(Step), IPayloadEntry
{
    /// <summary>The result.</summary>
    [JsonIgnore]
    public Payload Payload { get; init; }

    JournalEntry IPayloadEntry.With(Payload payload) => this with { Payload = payload };
}

/// <summary>The step is done without.</summary>
/// <param name="Step">The step.</param>
/// <param name="By">Who decided.</param>
/// <param name="Attempted">Whether it may have happened all the same: then it is undone on the way back.</param>
public sealed record StepSkipped(string Step, OperatorAct? By = null, bool Attempted = false) : StepEntry(Step);

/// <summary>The intent to run a compensation, recorded before its first attempt.</summary>
public sealed record CompensationScheduled : CompensationEntry
{
    private readonly StepKey _key;

    /// <summary>An intent.</summary>
    /// <param name="step">The step it undoes.</param>
    /// <param name="key">The compensation's idempotency key.</param>
    /// <param name="element">The element's index; null in a step that runs once.</param>
    [JsonConstructor]
    public CompensationScheduled(string step, string key, int? element = null) : base(step)
    {
        Element = element;
        _key = StepKey.Of(key, step, element, StepPhase.Undo);
    }

    internal CompensationScheduled(string step, StepKey key) : base(step) => _key = key;

    /// <summary>The compensation's idempotency key.</summary>
    public string Key => _key.ToString(Step, Element, StepPhase.Undo);

    /// <summary>From when on a participant is asked to undo it; null: this process undoes it.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>An attempt of a compensation failed.</summary>
/// <param name="Step">The step it undoes.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Error">How it failed.</param>
/// <param name="RetryAt">When it is tried again; null where the limit that was set is reached.</param>
public sealed record CompensationAttemptFailed(string Step, int Attempt, StepError Error, DateTimeOffset? RetryAt) : CompensationEntry(Step);

/// <summary>The compensation is under way elsewhere and is asked again.</summary>
/// <param name="Step">The step it undoes.</param>
/// <param name="DueAt">When.</param>
public sealed record CompensationPending(string Step, DateTimeOffset DueAt) : CompensationEntry(Step);

/// <summary>The step is undone.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">With which attempt of the compensation.</param>
/// <param name="By">Who undid it by hand; null: the compensation.</param>
public sealed record CompensationCompleted(string Step, int Attempt, OperatorAct? By = null) : CompensationEntry(Step);

/// <summary>The step is left as it is.</summary>
/// <param name="Step">The step.</param>
/// <param name="By">Who decided.</param>
public sealed record CompensationSkipped(string Step, OperatorAct By) : CompensationEntry(Step);

/// <summary>Why a step in doubt is not asked again.</summary>
public enum InDoubtCause
{
    /// <summary>Its attempts ran out.</summary>
    RetriesExhausted = 0,

    /// <summary>The saga turned back while it was under way.</summary>
    TurnedBack = 1,

    /// <summary>It was done, and its result could not be stored.</summary>
    ResultNotStorable = 2,

    /// <summary>Its participant did not answer in time.</summary>
    NoReply = 3,

    /// <summary>Its participant answers that it does not know.</summary>
    NotKnown = 4,
}

using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>Which of a step's methods an entry or a call is about.</summary>
public enum StepPhase : byte
{
    /// <summary>The action.</summary>
    Action = 0,

    /// <summary>The compensation.</summary>
    Undo = 1,

    /// <summary>What makes a tried action final.</summary>
    Confirm = 2,
}

/// <summary>An entry about one step, or about one element of a step that runs per element.</summary>
/// <param name="Step">The step's name.</param>
public abstract record StepEntry([property: JsonPropertyOrder(-2)] string Step) : JournalEntry
{
    private readonly int _element; // Its index + 1; 0: none. Half as large as one that may be null.

    /// <summary>The element's index; null in a step that runs once.</summary>
    [JsonPropertyOrder(-1)]
    public int? Element
    {
        get => _element == 0 ? null : _element - 1;
        init => _element = value + 1 ?? 0;
    }

    /// <summary>Which of the step's methods it is about.</summary>
    [JsonIgnore]
    public virtual StepPhase Phase => StepPhase.Action;
}

/// <summary>An entry about the compensation of a step.</summary>
/// <param name="Step">The step it undoes.</param>
public abstract record CompensationEntry(string Step) : StepEntry(Step)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public sealed override StepPhase Phase => StepPhase.Undo;
}

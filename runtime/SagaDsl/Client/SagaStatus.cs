using System.Text.Json.Serialization;

namespace SagaDsl;

/// <summary>How far an instance is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SagaStatus>))]
public enum SagaStatus
{
    /// <summary>Going forward.</summary>
    Running = 0,

    /// <summary>Turned back: undoing what was done.</summary>
    Compensating = 1,

    /// <summary>The end: every step is done.</summary>
    Completed = 2,

    /// <summary>The end: everything that may have happened is undone.</summary>
    Compensated = 3,

    /// <summary>The end: a person gave it up, and something may be left as it is.</summary>
    Abandoned = 4,
}

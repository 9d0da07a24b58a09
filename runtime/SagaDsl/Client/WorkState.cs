using System.Text.Json.Serialization;

namespace SagaDsl;

/// <summary>What is to be done for an instance: every instance is in exactly one of these.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkState>))]
public enum WorkState
{
    /// <summary>It can go on at once, or is going on.</summary>
    Ready = 0,

    /// <summary>It goes on at its due time.</summary>
    Due = 1,

    /// <summary>It waits for what comes from outside; with a due time, until then at most.</summary>
    Waiting = 2,

    /// <summary>It waits for a person.</summary>
    Suspended = 3,

    /// <summary>It has ended.</summary>
    Terminal = 4,
}

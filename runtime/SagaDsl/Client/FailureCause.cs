using System.Text.Json.Serialization;

namespace SagaDsl;

/// <summary>Why a saga turned back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureCause>))]
public enum FailureCause
{
    /// <summary>A step was rejected.</summary>
    Rejected = 0,

    /// <summary>A step's attempts ran out with its outcome unknown.</summary>
    RetriesExhausted = 1,

    /// <summary>The saga's timeout passed.</summary>
    DeadlineExceeded = 2,

    /// <summary>A person cancelled it.</summary>
    Cancelled = 3,

    /// <summary>A step's result could not be stored.</summary>
    ResultNotStorable = 4,

    /// <summary>A step's participant did not answer in time, or does not know whether it did the step.</summary>
    NoReply = 5,

    /// <summary>The saga that a command belongs to turned back.</summary>
    Undone = 6,
}

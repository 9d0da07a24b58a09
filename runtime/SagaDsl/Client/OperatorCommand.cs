using System.Text.Json.Serialization;

namespace SagaDsl;

/// <summary>What an operator can ask.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperatorCommand>))]
public enum OperatorCommand
{
    /// <summary>Turn back.</summary>
    Cancel = 0,

    /// <summary>Try what is waiting for a retry at once, with fresh attempts.</summary>
    RetryNow = 1,

    /// <summary>Stop doing anything.</summary>
    Suspend = 2,

    /// <summary>Go on.</summary>
    Resume = 3,

    /// <summary>End the instance as it is.</summary>
    Abandon = 4,

    /// <summary>Do without a step, or without an undo.</summary>
    Skip = 5,

    /// <summary>Take a given value as a step's result.</summary>
    Supply = 6,

    /// <summary>A compensation was carried out by a person.</summary>
    DoneByHand = 7,

    /// <summary>A call that never returned is to be treated as ended.</summary>
    TreatAsEnded = 8,
}

/// <summary>Who did something by hand, and why.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record OperatorAct(string Actor, string Reason);

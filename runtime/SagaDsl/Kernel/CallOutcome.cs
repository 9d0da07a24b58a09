using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>How a call ended, as the engine tells the kernel.</summary>
internal enum CallOutcomeKind : byte
{
    Ok = 0,
    Rejected = 1,
    Pending = 2,
    Unknown = 3,

    /// <summary>Done, and its result cannot be stored.</summary>
    NotStorable = 4,
}

/// <summary>The outcome of one call.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Result">The result of an action that is Ok.</param>
/// <param name="Error">What failed.</param>
/// <param name="Definite">Whether a rejection also speaks for earlier attempts.</param>
/// <param name="RetryAfter">When a pending call is asked again.</param>
/// <param name="Late">Whether its attempt was counted as failed before, by its timeout.</param>
internal readonly record struct CallOutcome(
    CallOutcomeKind Kind, Payload Result = default, StepError? Error = null, bool Definite = false, TimeSpan RetryAfter = default, bool Late = false);

/// <summary>What came of taking an event in.</summary>
internal enum Recording : byte
{
    /// <summary>Entries were added.</summary>
    Recorded = 0,

    /// <summary>Only the due time moved: losing that asks early and loses nothing.</summary>
    DueMoved = 1,

    /// <summary>It says nothing new.</summary>
    Nothing = 2,
}

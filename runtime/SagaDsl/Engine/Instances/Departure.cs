namespace SagaDsl.Engine;

/// <summary>Why an instance leaves memory.</summary>
internal enum Departure : byte
{
    /// <summary>It has ended.</summary>
    Ended = 0,

    /// <summary>It waits for long, is suspended, or the engine stops: the store knows all there is to know.</summary>
    Resting = 1,

    /// <summary>Its id is taken, or its start failed before anything was written.</summary>
    NotStarted = 2,

    /// <summary>Another owner has written to its journal: it is not taken back.</summary>
    Fenced = 3,

    /// <summary>Whether its last record is there could not be found out.</summary>
    Unknown = 4,

    /// <summary>The engine failed over it.</summary>
    Faulted = 5,
}

/// <summary>How an instance leaves memory.</summary>
/// <param name="Departure">Why.</param>
/// <param name="Due">When it goes on.</param>
/// <param name="Run">Who waits for its end.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="End">How it ended, where it did.</param>
internal readonly record struct Departed(Departure Departure, DateTimeOffset? Due, ISagaRun? Run, Exception? Error, SagaEnd End);

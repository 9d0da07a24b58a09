using System.Diagnostics;
using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Telemetry;

/// <summary>What telemetry sees of a call, and keeps with it.</summary>
internal interface ITracedCall
{
    /// <summary>The instance that makes the call.</summary>
    SagaState State { get; }

    string StepName { get; }

    StepPhase Phase { get; }

    int Attempt { get; }

    /// <summary>What it threw.</summary>
    Exception? Exception { get; }

    /// <summary>When it began, as a timestamp of the clock; 0 where nobody measures.</summary>
    long StartedAt { get; set; }

    /// <summary>Its span; null where nobody listens.</summary>
    Activity? Activity { get; set; }
}

namespace SagaDsl;

/// <summary>
/// Thrown by a step that was refused and changed nothing: no retry, no compensation of its own; the saga compensates
/// the earlier steps.
/// </summary>
public class StepRejectedException : Exception
{
    /// <summary>A rejection with a reason, which becomes the saga's.</summary>
    /// <param name="reason">Why, for a person to read.</param>
    public StepRejectedException(string reason) : base(reason)
    {
    }

    /// <summary>A rejection with a reason and what caused it.</summary>
    /// <param name="reason">Why, for a person to read.</param>
    /// <param name="inner">The cause.</param>
    public StepRejectedException(string reason, Exception inner) : base(reason, inner)
    {
    }

    /// <summary>
    /// True where the callee remembers the idempotency key, so that this also speaks for earlier attempts whose outcome
    /// is unknown. Default: false; after an unknown attempt the step is then in doubt, and its compensation runs.
    /// </summary>
    public bool Definite { get; init; }
}

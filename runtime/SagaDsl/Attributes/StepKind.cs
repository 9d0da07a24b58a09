namespace SagaDsl;

/// <summary>What a failure of a step means for the saga: <c>compensatable* pivot? retriable*</c>.</summary>
public enum StepKind
{
    /// <summary>Its failure turns the saga back; a later failure undoes it.</summary>
    Compensatable = 0,

    /// <summary>The point of no return: once it is done, the saga only goes forward.</summary>
    Pivot = 1,

    /// <summary>After the commit point: retried until it succeeds.</summary>
    Retriable = 2,
}

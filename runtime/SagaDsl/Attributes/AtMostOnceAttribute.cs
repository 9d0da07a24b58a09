namespace SagaDsl;

/// <summary>
/// The step's effect must never be attempted twice: when an attempt's outcome is unknown, or the process died during
/// it, the instance is suspended for a person to decide, and the step is never run again unasked.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AtMostOnceAttribute : Attribute;

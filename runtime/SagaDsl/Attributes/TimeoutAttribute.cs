namespace SagaDsl;

/// <summary>
/// On a step or a compensation: how long one attempt may take before its token is cancelled and the attempt counts as
/// unknown. On the saga: how long after its start it turns back, unless it has passed its commit point.
/// </summary>
/// <param name="after">The time, as text: <c>"500ms"</c>, <c>"5s"</c>, <c>"30m"</c>, <c>"24h"</c>, <c>"3d"</c>, <c>"1m30s"</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class TimeoutAttribute(string after) : Attribute
{
    /// <summary>The time, as text.</summary>
    public string After { get; } = after;
}

namespace SagaDsl;

/// <summary>States that a compensatable step needs no undo, and why. It then counts as undone.</summary>
/// <param name="reason">Why nothing must be undone: <c>"reads only"</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NoCompensationAttribute(string reason) : Attribute
{
    /// <summary>Why nothing must be undone.</summary>
    public string Reason { get; } = reason;
}

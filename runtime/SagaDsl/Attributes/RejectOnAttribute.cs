namespace SagaDsl;

/// <summary>
/// Names exceptions that mean "refused, and nothing happened": the step is not retried, its own compensation does not
/// run, and the saga compensates the earlier steps. Derived exceptions are included.
/// </summary>
/// <param name="exceptions">The exception types.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false, AllowMultiple = true)]
public sealed class RejectOnAttribute(params Type[] exceptions) : Attribute
{
    /// <summary>The exception types.</summary>
    public Type[] Exceptions { get; } = exceptions;

    /// <summary>
    /// True where the callee remembers the idempotency key, so that its refusal also speaks for earlier attempts whose
    /// outcome is unknown. Default: false, and a refusal after an unknown attempt leaves the step in doubt.
    /// </summary>
    public bool Definite { get; set; }
}

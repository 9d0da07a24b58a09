namespace SagaDsl;

/// <summary>Thrown by a step whose work is under way elsewhere: it is asked again, with the same key, and no attempt is counted.</summary>
/// <param name="retryAfter">When to ask again. Zero or more.</param>
public sealed class StepPendingException(TimeSpan retryAfter) : Exception($"The step is pending; asked again after {retryAfter}.")
{
    /// <summary>When to ask again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter >= TimeSpan.Zero
        ? retryAfter
        : throw new ArgumentOutOfRangeException(nameof(retryAfter), retryAfter, "The delay of a pending step must not be negative.");
}

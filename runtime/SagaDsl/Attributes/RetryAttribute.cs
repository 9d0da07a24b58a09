namespace SagaDsl;

/// <summary>
/// How the method it stands on is tried again after an unknown failure. What is not set keeps the default of
/// <see cref="SagaOptions"/>: an action before the commit point 4 attempts, first delay 200 ms, factor 2, at most 30 s;
/// an undo, a pivot and a retriable step without limit, at most 60 s apart.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RetryAttribute : Attribute
{
    /// <summary>How often the method is called at most, the first call included. At least 1.</summary>
    public int MaxAttempts { get; set; }

    /// <summary>The delay before the second attempt, as text: <c>"200ms"</c>, <c>"5s"</c>, <c>"1m30s"</c>.</summary>
    public string? FirstDelay { get; set; }

    /// <summary>The longest delay between two attempts, as text.</summary>
    public string? MaxDelay { get; set; }

    /// <summary>By how much each delay grows. At least 1; 1 keeps the delay constant.</summary>
    public double Factor { get; set; }

    /// <summary>
    /// Whether each delay is drawn between zero and its computed length, so that many instances do not retry in step
    /// (full jitter: AWS Architecture Blog, "Exponential Backoff And Jitter"). Default: true.
    /// </summary>
    public bool Jitter { get; set; } = true;
}

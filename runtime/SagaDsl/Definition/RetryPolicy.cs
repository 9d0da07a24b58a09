using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>A retry policy; what is null keeps the default.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record RetryPolicy
{
    /// <summary>How often the method is called at most.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The delay before the second attempt.</summary>
    public TimeSpan? FirstDelay { get; init; }

    /// <summary>The longest delay.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>By how much each delay grows.</summary>
    public double? Factor { get; init; }

    /// <summary>Whether delays are drawn at random below their computed length.</summary>
    public bool Jitter { get; init; } = true;
}

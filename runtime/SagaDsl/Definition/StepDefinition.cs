using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>One step of a saga, as data. Written by the generator.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class StepDefinition
{
    /// <summary>The step's name, for ever.</summary>
    public required string Name { get; init; }

    /// <summary>What a failure means.</summary>
    public StepKind Kind { get; init; }

    /// <summary>The indexes of the steps this one waits for.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>The result's type, or null where the action returns none.</summary>
    public Type? ResultType { get; init; }

    /// <summary>Whether there is a compensation.</summary>
    public bool HasUndo { get; init; }

    /// <summary>Why there is no compensation, where that was stated.</summary>
    public string? NoCompensation { get; init; }

    /// <summary>The indexes of the steps whose results the action cannot do without.</summary>
    public IReadOnlyList<int> Reads { get; init; } = [];

    /// <summary>The indexes of the steps whose results the compensation cannot do without; the step itself may be among them.</summary>
    public IReadOnlyList<int> UndoReads { get; init; } = [];

    /// <summary>How the action is retried; null: the defaults.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How the compensation is retried; null: the defaults.</summary>
    public RetryPolicy? UndoRetry { get; init; }

    /// <summary>How long one attempt of the action may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long one attempt of the compensation may take.</summary>
    public TimeSpan? UndoTimeout { get; init; }

    /// <summary>The exceptions that reject the step.</summary>
    public IReadOnlyList<Rejection> RejectOn { get; init; } = [];

    /// <summary>Whether the action is never run twice unasked.</summary>
    public bool AtMostOnce { get; init; }
}

/// <summary>An exception type that rejects a step.</summary>
/// <param name="Exception">The exception; derived ones are included.</param>
/// <param name="Definite">Whether the rejection also speaks for earlier attempts.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct Rejection(Type Exception, bool Definite);

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

using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>A method that the runtime calls, as data: what it takes, and the policies that stand on it. Written by the generator.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class MethodDefinition
{
    /// <summary>The method's name in the class, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The indexes of the steps whose results it cannot do without; in a compensation, its own step may be among them.</summary>
    public IReadOnlyList<int> Reads { get; init; } = [];

    /// <summary>How it is retried; null: the defaults.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long one call of it may take; null: as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The exceptions that reject the step.</summary>
    public IReadOnlyList<Rejection> RejectOn { get; init; } = [];
}

/// <summary>An exception type that rejects a step.</summary>
/// <param name="Exception">The exception; derived ones are included.</param>
/// <param name="Definite">Whether the rejection also speaks for earlier attempts.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct Rejection(Type Exception, bool Definite);

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

    /// <summary>The index of its action among the saga's methods.</summary>
    public required int Action { get; init; }

    /// <summary>The index of its compensation among the saga's methods, or -1 where it has none.</summary>
    public int Compensation { get; init; } = -1;

    /// <summary>Why there is no compensation, where that was stated.</summary>
    public string? NoCompensation { get; init; }

    /// <summary>Whether the action is never run twice unasked.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>
    /// Which participant does the step; null: this process. Then <see cref="Action"/> is a method that makes the command, <see
    /// cref="Compensation"/> is -1, and <see cref="ResultType"/> is the reply's type.
    /// </summary>
    public RemoteStep? Remote { get; init; }
}

using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>Which participant does a step, as data. Written by the generator. The step's action then makes the command.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class RemoteStep
{
    /// <summary>The participant's name.</summary>
    public required string Participant { get; init; }

    /// <summary>The handler's name.</summary>
    public required string Handler { get; init; }

    /// <summary>The command's type: what the step's action makes. Null where the handler takes none.</summary>
    public Type? CommandType { get; init; }

    /// <summary>Whether the handler has a compensation.</summary>
    public bool HasUndo { get; init; }

    /// <summary>How long the reply is waited for; null: as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }
}

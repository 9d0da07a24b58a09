using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>Implemented by every participant class, by generated code: where its handlers' definitions are found.</summary>
/// <typeparam name="TSelf">The participant class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IParticipantSource<TSelf> where TSelf : class, IParticipantSource<TSelf>
{
    /// <summary>The participant's name.</summary>
    static abstract string Name { get; }

    /// <summary>Its handlers: each a saga of one step, whose <see cref="SagaDefinition.Participant"/> is the name.</summary>
    static abstract IReadOnlyList<SagaDefinition> Handlers { get; }
}

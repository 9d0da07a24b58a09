using SagaDsl.Definition;
using SagaDsl.Engine;

namespace SagaDsl;

/// <summary>Runs sagas.</summary>
public sealed class SagaRuntime
{
    private SagaRuntime(ISagaEngine engine) => Engine = engine;

    internal ISagaEngine Engine { get; }

    internal void RequireRegistered(SagaDefinition definition) => throw new InvalidOperationException(definition.Name);
}

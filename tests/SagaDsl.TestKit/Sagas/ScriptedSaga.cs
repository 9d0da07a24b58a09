using SagaDsl.Definition;

namespace SagaDsl.TestKit.Sagas;

/// <summary>A saga class without code of its own: every call goes to the world.</summary>
public sealed class ScriptedSaga : ISaga<Order, StepValue>;

/// <summary>What the generator would write for a saga, from data.</summary>
public sealed class ScriptedDefinition(Node node) : SagaDefinition<ScriptedSaga>
{
    /// <inheritdoc/>
    public override ScriptedSaga New(IServiceProvider services) => new();

    /// <inheritdoc/>
    public override ValueTask<object?> Invoke(ScriptedSaga saga, int method, StepValues values, StepContext context) =>
        Steps[method / 2].Remote is not null ? new(values.Input<Order>()) // The command.
        : node.World.CallAsync(node, context, isUndo: method % 2 == 1, () => Read(values, Methods[method].Reads));

    private static Dictionary<int, StepValue?> Read(StepValues values, IReadOnlyList<int> steps)
    {
        _ = values.Input<Order>().Number;
        return steps.ToDictionary(i => i, i => (StepValue?)values.Result<StepValue>(i));
    }
}

/// <summary>A client of a scripted saga.</summary>
public class ScriptedClient(SagaRuntime runtime, SagaDefinition definition) : SagaClient<Order, StepValue>(runtime, definition)
{
    private readonly string _saga = definition.Name;

    /// <summary>Refers to a step by name.</summary>
    public StepRef<StepValue> Ref(string step) => new(_saga, step);
}

/// <summary>A client of a second scripted saga in the same runtime.</summary>
public sealed class SecondClient(SagaRuntime runtime, SagaDefinition definition) : ScriptedClient(runtime, definition);

using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>A saga as data plus typed calls. Written by the generator; users have no need to derive from it.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class SagaDefinition
{
    /// <summary>The newest contract between generated code and runtime that this runtime understands.</summary>
    public const int CurrentContract = 1;

    /// <summary>The contract the generated code was written for.</summary>
    public required int Contract { get; init; }

    /// <summary>The saga's name.</summary>
    public required string Name { get; init; }

    /// <summary>The input's type, or null where the saga takes none.</summary>
    public Type? InputType { get; init; }

    /// <summary>The result's type, or null where the saga has none.</summary>
    public Type? ResultType { get; init; }

    /// <summary>The index of the step whose result is the saga's, or -1.</summary>
    public int ResultStep { get; init; } = -1;

    /// <summary>How long after its start the saga turns back.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether constructing the saga needs services, hence a scope per step execution.</summary>
    public bool NeedsServices { get; init; }

    /// <summary>The steps, in declaration order.</summary>
    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    /// <summary>The definition of a saga class. Called by generated code.</summary>
    /// <typeparam name="TSaga">The saga class.</typeparam>
    public static SagaDefinition<TSaga> Of<TSaga>() where TSaga : class, ISagaSource<TSaga> => TSaga.Definition;

    /// <summary>Constructs the saga class for one step execution.</summary>
    public abstract object Create(IServiceProvider services);

    /// <summary>Calls a step's action.</summary>
    public abstract ValueTask<object?> Do(object saga, int step, StepValues values, StepContext context);

    /// <summary>Calls a step's compensation.</summary>
    public abstract ValueTask<object?> Undo(object saga, int step, StepValues values, StepContext context);
}

/// <summary>A saga class's definition: the base of what the generator nests in the class.</summary>
/// <typeparam name="TSaga">The saga class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class SagaDefinition<TSaga> : SagaDefinition where TSaga : class
{
    /// <summary>Constructs the saga class.</summary>
    public abstract TSaga New(IServiceProvider services);

    /// <summary>Calls the action of the step at an index.</summary>
    public abstract ValueTask<object?> Do(TSaga saga, int step, StepValues values, StepContext context);

    /// <summary>Calls the compensation of the step at an index.</summary>
    public abstract ValueTask<object?> Undo(TSaga saga, int step, StepValues values, StepContext context);

    /// <inheritdoc/>
    public sealed override object Create(IServiceProvider services) => New(services);

    /// <inheritdoc/>
    public sealed override ValueTask<object?> Do(object saga, int step, StepValues values, StepContext context) => Do((TSaga)saga, step, values, context);

    /// <inheritdoc/>
    public sealed override ValueTask<object?> Undo(object saga, int step, StepValues values, StepContext context) => Undo((TSaga)saga, step, values, context);
}

/// <summary>Implemented by every saga class, by generated code: where its definition is found.</summary>
/// <typeparam name="TSelf">The saga class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ISagaSource<TSelf> where TSelf : class, ISagaSource<TSelf>
{
    /// <summary>The definition.</summary>
    static abstract SagaDefinition<TSelf> Definition { get; }
}

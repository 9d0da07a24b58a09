using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>A saga as data plus typed calls. Written by the generator; users have no need to derive from it.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class SagaDefinition
{
    /// <summary>The oldest contract between generated code and runtime that this runtime still runs.</summary>
    public const int OldestContract = 1;

    /// <summary>The newest contract between generated code and runtime that this runtime understands.</summary>
    public const int NewestContract = 2;

    /// <summary>
    /// The contract that the saga needs: the newest of those of the features it uses, so that one that uses nothing new runs on an older runtime.
    /// </summary>
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

    /// <summary>
    /// The participant whose command this is; null: a saga of its own. A command is a saga of one step, which has the handler's name; its
    /// input is the command, its result the reply, and its name is <c>{participant}.{handler}</c>.
    /// </summary>
    public string? Participant { get; init; }

    /// <summary>The steps, in declaration order.</summary>
    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    /// <summary>The definition of a saga class. Called by generated code.</summary>
    /// <typeparam name="TSaga">The saga class.</typeparam>
    public static SagaDefinition<TSaga> Of<TSaga>() where TSaga : class, ISagaSource<TSaga> => TSaga.Definition;

    /// <summary>Every method of the class that the runtime calls; steps refer to them by their index.</summary>
    public required IReadOnlyList<MethodDefinition> Methods { get; init; }

    /// <summary>Constructs the saga class for one call.</summary>
    public abstract object Create(IServiceProvider services);

    /// <summary>Calls a method.</summary>
    /// <param name="saga">The saga class, as <see cref="Create"/> made it.</param>
    /// <param name="method">The method's index in <see cref="Methods"/>.</param>
    /// <param name="values">What its parameters take.</param>
    /// <param name="context">The call it is.</param>
    public abstract ValueTask<object?> Invoke(object saga, int method, StepValues values, StepContext context);
}

/// <summary>A saga class's definition: the base of what the generator nests in the class.</summary>
/// <typeparam name="TSaga">The saga class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class SagaDefinition<TSaga> : SagaDefinition where TSaga : class
{
    /// <summary>Constructs the saga class.</summary>
    public abstract TSaga New(IServiceProvider services);

    /// <summary>Calls the method at an index of <see cref="SagaDefinition.Methods"/>.</summary>
    public abstract ValueTask<object?> Invoke(TSaga saga, int method, StepValues values, StepContext context);

    /// <inheritdoc/>
    public sealed override object Create(IServiceProvider services) => New(services);

    /// <inheritdoc/>
    public sealed override ValueTask<object?> Invoke(object saga, int method, StepValues values, StepContext context) =>
        Invoke((TSaga)saga, method, values, context);
}

/// <summary>Implemented by every saga class, by generated code: where its definition is found.</summary>
/// <typeparam name="TSelf">The saga class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ISagaSource<TSelf> where TSelf : class, ISagaSource<TSelf>
{
    /// <summary>The definition.</summary>
    static abstract SagaDefinition<TSelf> Definition { get; }
}

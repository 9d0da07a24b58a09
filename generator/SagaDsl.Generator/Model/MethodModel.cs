namespace SagaDsl.Generator.Model;

/// <summary>A method of a saga class.</summary>
internal sealed record MethodModel
{
    public required string Name { get; init; }

    /// <summary>Which of the class's methods of that name it is, from 0.</summary>
    public int Overload { get; init; }

    public MethodTraits Traits { get; init; }

    public ReturnKind Returns { get; init; }

    /// <summary>What it returns or the task it returns brings.</summary>
    public TypeRef? Result { get; init; }

    public EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>Where it is a step: what the attribute says that makes it one.</summary>
    public StepModel? Step { get; init; }

    /// <summary>Where a participant does the step: what is known of the handler.</summary>
    public RemoteModel? Remote { get; init; }

    public RetryModel? Retry { get; init; }

    /// <summary>The text of <c>[Timeout]</c>.</summary>
    public string? Timeout { get; init; }

    public EquatableArray<RejectModel> RejectOn { get; init; }

    /// <summary>The reason in <c>[NoCompensation]</c>.</summary>
    public string? NoCompensation { get; init; }

    /// <summary>For a bodiless partial method: what its body must repeat, from modifiers to the parameter list.</summary>
    public string? BodilessSignature { get; init; }

    public bool Is(MethodTraits trait) => (Traits & trait) != 0;
}

/// <summary>What rules and emit ask about a method.</summary>
[Flags]
internal enum MethodTraits
{
    None = 0,
    Static = 1,
    Async = 2,
    Generic = 4,
    AtMostOnce = 8,

    /// <summary>It carries an attribute of SagaDsl.</summary>
    Annotated = 16,

    /// <summary>It is partial, and nobody has given it a body.</summary>
    Bodiless = 32,

    /// <summary>It handles a participant's command.</summary>
    Handler = 64,

    /// <summary>It is declared partial.</summary>
    Partial = 128,

    /// <summary>It says how visible it is, as a partial method that returns something must.</summary>
    Accessible = 256,

    /// <summary>It has both <c>[Step]</c> and <c>[Remote]</c>.</summary>
    TwoRoles = 512,
}

/// <summary>How a method returns.</summary>
internal enum ReturnKind
{
    Void,
    Task,
    TaskOf,
    ValueTask,
    ValueTaskOf,
    Value,
    Unsupported,
}

/// <summary>A parameter of a step or compensation.</summary>
internal sealed record ParameterModel
{
    public required string Name { get; init; }

    public ParameterKind Kind { get; init; }

    public required TypeRef Type { get; init; }

    /// <summary>The step method in <c>[From]</c>.</summary>
    public string? From { get; init; }

    public bool FromInput { get; init; }

    /// <summary>With <see cref="From"/> or <see cref="FromInput"/>: whether the source converts to it implicitly.</summary>
    public bool Converts { get; init; }

    /// <summary>Where no source has exactly its type: the sources that come close, as a person would say it.</summary>
    public EquatableArray<string> NearMisses { get; init; }
}

/// <summary>What a parameter is.</summary>
internal enum ParameterKind
{
    Value,
    Context,
    Token,
    Unsupported,
}

/// <summary>A constructor parameter, given by the container.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Key">The key as code, where it has one.</param>
/// <param name="Default">The default value as code, where it has one.</param>
internal sealed record DependencyModel(TypeRef Type, string? Key, string? Default);

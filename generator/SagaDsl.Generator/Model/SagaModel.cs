namespace SagaDsl.Generator.Model;

/// <summary>
/// A saga class as its author wrote it, right or wrong; or a command of a participant, which is a saga of one step. Equal by value; holds no
/// symbol, syntax, location or compilation.
/// </summary>
internal sealed record SagaModel
{
    /// <summary><c>[Saga]</c> or <c>[Participant]</c>: what stands on the class.</summary>
    public KnownAttribute DeclaredBy { get; init; } = KnownAttribute.Saga;

    /// <summary>The participant whose command this is; null: a saga of its own.</summary>
    public string? Participant { get; init; }

    /// <summary>The class's identifier, unescaped.</summary>
    public required string Class { get; init; }

    /// <summary>The namespace, unescaped; empty: the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The classes it is nested in, outermost first.</summary>
    public required EquatableArray<ContainerModel> Containers { get; init; }

    /// <summary>The name of the class's assembly.</summary>
    public required string Assembly { get; init; }

    public required ClassTraits Traits { get; init; }

    /// <summary>The name in <c>[Saga("…")]</c>; null: not a text.</summary>
    public required string? Name { get; init; }

    /// <summary>The method named by <c>Result =</c>.</summary>
    public string? ResultOf { get; init; }

    /// <summary>The name given by <c>Client =</c>.</summary>
    public string? Client { get; init; }

    /// <summary>The context named by <c>Json =</c>.</summary>
    public TypeRef? Json { get; init; }

    public TypeRef? Input { get; init; }

    public TypeRef? Result { get; init; }

    /// <summary>The text of <c>[Timeout]</c> on the class.</summary>
    public string? Timeout { get; init; }

    /// <summary>The class's own methods, in declaration order; of those that are neither step nor compensation only the name and shape.</summary>
    public EquatableArray<MethodModel> Methods { get; init; }

    /// <summary>Steps of base classes, which are not run.</summary>
    public EquatableArray<string> InheritedSteps { get; init; }

    /// <summary>What the constructor asks for.</summary>
    public EquatableArray<DependencyModel> Dependencies { get; init; }

    /// <summary>Facts about how values become JSON; only where the reader was asked for them.</summary>
    public JsonModel? JsonFacts { get; init; }

    public bool Is(ClassTraits trait) => (Traits & trait) != 0;

    public string ClientName => Client ?? Class + "Client";
}

/// <summary>A class that a saga class is nested in.</summary>
/// <param name="Name">Its identifier, unescaped.</param>
/// <param name="Keyword">How it is declared: <c>class</c>, <c>record</c>, <c>struct</c>, <c>record struct</c>, <c>interface</c>.</param>
internal sealed record ContainerModel(string Name, string Keyword);

/// <summary>What rules and emit ask about the class.</summary>
[Flags]
internal enum ClassTraits
{
    None = 0,
    Partial = 1,
    Static = 2,
    Abstract = 4,
    Generic = 8,
    InGeneric = 16,
    Record = 32,

    /// <summary>It, and every class around it, is public; and so are input and result.</summary>
    Public = 64,

    /// <summary>It implements one of the <c>ISaga</c> interfaces.</summary>
    Marked = 128,

    /// <summary>Every class around it is partial.</summary>
    InPartial = 256,

    /// <summary>Its file does not say whether references may be null.</summary>
    Oblivious = 512,

    /// <summary>Private, protected or file-local: generated code beside it cannot name it.</summary>
    Hidden = 1024,

    /// <summary>A type of the generated client's name is there already.</summary>
    ClientTaken = 2048,

    /// <summary>It is constructed by a constructor that has out or ref parameters, or has none that can be called.</summary>
    NotConstructible = 4096,

    /// <summary>A participant that is marked as a saga too.</summary>
    SagaToo = 8192,

    /// <summary>An interface: a participant's contract.</summary>
    Contract = 16384,
}

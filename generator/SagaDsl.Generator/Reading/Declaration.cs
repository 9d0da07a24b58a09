using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads a class that is a saga or a participant: what both have. Made once for each class, so that what was asked once is known.</summary>
internal sealed class Declaration
{
    private readonly INamedTypeSymbol _type;
    private readonly AttributeData _attribute;
    private readonly KnownAttribute _declaredBy;
    private readonly AttributeNames _names;
    private readonly ArgumentReader _arguments;

    /// <param name="type">The class.</param>
    /// <param name="attribute">What makes it one.</param>
    /// <param name="declaredBy">Which attribute that is.</param>
    /// <param name="compilation">Where it stands.</param>
    public Declaration(INamedTypeSymbol type, AttributeData attribute, KnownAttribute declaredBy, Compilation compilation)
    {
        var semantics = new SemanticModels(compilation);
        (_type, _attribute, _declaredBy) = (type, attribute, declaredBy);
        _names = new(semantics);
        _arguments = new(semantics);
        Methods = new(_names, _arguments, Types, new(semantics, _arguments, Types));
    }

    public TypeReader Types { get; } = new();

    public MethodReader Methods { get; }

    /// <summary>The model, without methods and what they need.</summary>
    /// <param name="clientName">The name of the client that is generated; null: none is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public SagaModel Read(string? clientName, CancellationToken cancellationToken)
    {
        var dependencies = _type.TypeKind == TypeKind.Interface ? default : new ConstructorReader(_names, _arguments, Types).Read(_type);
        return new()
        {
            DeclaredBy = _declaredBy,
            Class = _type.Name,
            Namespace = NamespaceOf(_type.ContainingNamespace),
            Containers = Containers(_type),
            Assembly = _type.ContainingAssembly.Name,
            Traits = ClassReader.Traits(_type, clientName, cancellationToken)
                | (dependencies is null && _type is { TypeKind: TypeKind.Class, IsStatic: false } ? ClassTraits.NotConstructible : 0),
            Name = _attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string name }] ? name : null,
            Json = Type(Vocabulary.Saga.Json) is { } json ? Types.Read(json) : null,
            Timeout = ClassReader.Timeout(_type, _names, Methods),
            InheritedSteps = ClassReader.InheritedSteps(_type, _declaredBy).ToEquatable(),
            Dependencies = dependencies ?? default,
        };
    }

    /// <summary>A type that the attribute names.</summary>
    public ITypeSymbol? Type(string property) => Argument(property) is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } ? type : null;

    /// <summary>A text that the attribute says.</summary>
    public string? Text(string property) => Argument(property) is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    private TypedConstant Argument(string property) => _attribute.NamedArguments.FirstOrDefault(a => a.Key == property).Value;

    // Not ToDisplayString, which escapes keywords: the model holds names as they are.
    private static string NamespaceOf(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? "" : space.ContainingNamespace.IsGlobalNamespace ? space.Name : $"{NamespaceOf(space.ContainingNamespace)}.{space.Name}";

    private static EquatableArray<ContainerModel> Containers(INamedTypeSymbol type)
    {
        var containers = new List<ContainerModel>();
        for (var at = type.ContainingType; at is not null; at = at.ContainingType)
            containers.Insert(0, new(at.Name, ClassReader.Keyword(at)));
        return containers.ToEquatable();
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads a saga class into its model: right or wrong, it never fails.</summary>
internal static class SagaReader
{
    /// <summary>The metadata name of the attribute that makes a class a saga.</summary>
    public static readonly string SagaAttribute = $"{Vocabulary.Namespace}.{Vocabulary.TypeOf(KnownAttribute.Saga)}";

    /// <summary>Reads a class with all facts that rules can ask for: what the analyzer does. Null where it is no saga.</summary>
    /// <param name="type">The class.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="derived">A class of the compilation that derives from the given one, if there is one.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static SagaModel? ReadWithFacts(INamedTypeSymbol type, Compilation compilation, Func<INamedTypeSymbol, INamedTypeSymbol?> derived,
        CancellationToken cancellationToken)
    {
        var attribute = type.GetAttributes().FirstOrDefault(a => TypeFacts.Is(a.AttributeClass, KnownAttribute.Saga));
        if (attribute is null)
            return null;
        var model = Read(type, attribute, compilation, cancellationToken);
        var steps = new HashSet<(string, int)>(model.Methods.Where(m => m is { Step: not null, Result: not null }).Select(m => (m.Name, m.Overload)));
        var results = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).GroupBy(m => m.Name)
            .SelectMany(named => named.Where((_, overload) => steps.Contains((named.Key, overload)))).Select(ResultOf);
        var context = NamedType(attribute, Vocabulary.Saga.Json) as INamedTypeSymbol;
        var input = type.AllInterfaces.FirstOrDefault(IsMarker)?.TypeArguments.FirstOrDefault();
        return model with { JsonFacts = JsonReader.Read(context, [.. results.Concat(input is null ? [] : [input])], derived) };
    }

    /// <summary>Reads a class: what the generator does.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">Its <c>[Saga]</c>.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static SagaModel Read(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        var semantics = new SemanticModels(compilation);
        var names = new AttributeNames(semantics);
        var arguments = new ArgumentReader(semantics);
        var types = new TypeReader();
        var methods = new MethodReader(names, arguments, types);

        var marker = type.AllInterfaces.FirstOrDefault(IsMarker);
        var input = marker is { TypeArguments: [var first, ..] } ? first : null;
        var result = marker is { TypeArguments: [_, var second] } ? second : null;
        var inputRef = input is null ? null : types.Read(input);
        var resultRef = result is null ? null : types.Read(result);

        var own = OwnMethods(type, methods, cancellationToken);
        var compensations = new HashSet<string>(own.Select(m => m.Model.Step?.Compensation).OfType<string>(), StringComparer.Ordinal);
        for (var i = 0; i < own.Count; i++)
        {
            var (model, method, syntax) = own[i];
            if (model.Step is not null || compensations.Contains(model.Name))
                own[i] = (methods.ReadSignature(model, method), method, syntax);
        }

        var results = own.Where(m => m.Model is { Step: not null, Result: not null }).Select(m => (m.Model.Name, ResultOf(m.Method), m.Model.Result!)).ToList();
        var sources = new Sources((CSharpCompilation)compilation, input, results, inputRef);
        var dependencies = new ConstructorReader(names, arguments, types).Read(type);
        var clientName = NamedText(attribute, Vocabulary.Saga.Client);

        return new SagaModel
        {
            Class = type.Name,
            Namespace = NamespaceOf(type.ContainingNamespace),
            Containers = Containers(type),
            Assembly = type.ContainingAssembly.Name,
            Traits = ClassReader.Traits(type, clientName ?? type.Name + "Client", cancellationToken)
                | (marker is null ? 0 : ClassTraits.Marked)
                | (dependencies is null ? ClassTraits.NotConstructible : 0)
                | Visibility(type, inputRef, resultRef),
            Name = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string name }] ? name : null,
            ResultOf = NamedText(attribute, Vocabulary.Saga.Result),
            Client = clientName,
            Json = NamedType(attribute, Vocabulary.Saga.Json) is { } json ? types.Read(json) : null,
            Input = inputRef,
            Result = resultRef,
            Timeout = ClassReader.Timeout(type, names, methods),
            Methods = own.Select(m => Bodiless.Complete(sources.Complete(m.Model, m.Method), m.Method, m.Syntax, types)).ToEquatable(),
            InheritedSteps = ClassReader.InheritedSteps(type).ToEquatable(),
            Dependencies = dependencies ?? default,
        };
    }

    private static List<(MethodModel Model, IMethodSymbol Method, MethodDeclarationSyntax Syntax)> OwnMethods(INamedTypeSymbol type, MethodReader reader,
        CancellationToken cancellationToken)
    {
        var found = new List<(MethodModel, IMethodSymbol, MethodDeclarationSyntax)>();
        var overloads = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences: [var reference, ..] } method)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
                continue;
            var overload = overloads.TryGetValue(method.Name, out var count) ? count : 0;
            overloads[method.Name] = overload + 1;
            found.Add((reader.ReadAttributes(method, syntax, overload), method, syntax));
        }

        return found;
    }

    private static bool IsMarker(INamedTypeSymbol type) => type.Name == "ISaga" && TypeFacts.IsIn(type, Vocabulary.Namespace);

    private static ITypeSymbol ResultOf(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } task
            && TypeFacts.IsIn(task, "System.Threading.Tasks") ? result : method.ReturnType;

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

    private static ClassTraits Visibility(INamedTypeSymbol type, TypeRef? input, TypeRef? result)
    {
        var own = TypeFacts.Visibility(type);
        var all = new[] { own, (input?.Traits ?? TypeTraits.Public), (result?.Traits ?? TypeTraits.Public) };
        if (all.Any(t => (t & TypeTraits.Hidden) != 0))
            return ClassTraits.Hidden;
        return all.All(t => (t & TypeTraits.Public) != 0) ? ClassTraits.Public : 0;
    }

    private static ITypeSymbol? NamedType(AttributeData attribute, string property) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == property).Value is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } ? type : null;

    private static string? NamedText(AttributeData attribute, string property) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == property).Value is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;
}

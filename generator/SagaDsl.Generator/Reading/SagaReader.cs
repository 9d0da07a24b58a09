using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
            .SelectMany(named => named.Where((_, overload) => steps.Contains((named.Key, overload)))).Select(OwnMethods.ResultOf);
        var context = new Declaration(type, attribute, KnownAttribute.Saga, compilation).Type(Vocabulary.Saga.Json) as INamedTypeSymbol;
        var input = type.AllInterfaces.FirstOrDefault(IsMarker)?.TypeArguments.FirstOrDefault();
        return model with { JsonFacts = JsonReader.Read(context, [.. results.Concat(Commands(type)).Concat(input is null ? [] : [input])], derived) };
    }

    /// <summary>Reads a class: what the generator does.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">Its <c>[Saga]</c>.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static SagaModel Read(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        var declaration = new Declaration(type, attribute, KnownAttribute.Saga, compilation);
        var clientName = declaration.Text(Vocabulary.Saga.Client);
        var model = declaration.Read(clientName ?? type.Name + "Client", cancellationToken);

        var marker = type.AllInterfaces.FirstOrDefault(IsMarker);
        var input = marker is { TypeArguments: [var first, ..] } ? first : null;
        var inputRef = input is null ? null : declaration.Types.Read(input);
        var resultRef = marker is { TypeArguments: [_, var second] } ? declaration.Types.Read(second) : null;

        var own = OwnMethods.Read(type, declaration.Methods, static a => a is KnownAttribute.Step or KnownAttribute.Remote, cancellationToken);
        var results = own.Where(m => m.Model is { Step: not null, Result: not null })
            .Select(m => (m.Model.Name, OwnMethods.ResultOf(m.Symbol), m.Model.Result!)).ToList();
        var sources = new Sources((CSharpCompilation)compilation, input, results, inputRef);
        return model with
        {
            Traits = model.Traits | (marker is null ? 0 : ClassTraits.Marked) | ClassReader.Visibility(type, inputRef, resultRef),
            ResultOf = declaration.Text(Vocabulary.Saga.Result),
            Client = clientName,
            Input = inputRef,
            Result = resultRef,
            Methods = own.Select(m => Bodiless.Complete(sources.Complete(m.Model, m.Symbol), m.Symbol, m.Syntax)).ToEquatable(),
        };
    }

    private static IEnumerable<ITypeSymbol> Commands(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Select(RemoteReader.CommandOf).OfType<ITypeSymbol>();

    private static bool IsMarker(INamedTypeSymbol type) => type.Name == "ISaga" && TypeFacts.IsIn(type, Vocabulary.Namespace);
}

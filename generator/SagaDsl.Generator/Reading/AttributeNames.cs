using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Recognizes attributes by their written name, then makes sure once for each name in a file that it is ours.</summary>
internal sealed class AttributeNames(SemanticModels models)
{
    private readonly Dictionary<(SyntaxTree, string), KnownAttribute> _resolved = [];

    public KnownAttribute Identify(AttributeSyntax attribute)
    {
        var known = Vocabulary.Named(Written(attribute));
        if (known == KnownAttribute.None)
            known = Alias(attribute);
        if (known == KnownAttribute.None)
            return known;

        var key = (attribute.SyntaxTree, attribute.Name.ToString());
        if (!_resolved.TryGetValue(key, out var resolved))
            _resolved[key] = resolved = IsOurs(attribute, known) ? known : KnownAttribute.None;
        return resolved;
    }

    /// <summary>The last part of an attribute's name, as it is written.</summary>
    public static string Written(AttributeSyntax attribute) => Rightmost(attribute.Name);

    // A plain name is looked up, which binds nothing. The others, and aliases, are rare: the compiler is asked.
    private bool IsOurs(AttributeSyntax attribute, KnownAttribute known)
    {
        var model = models.Of(attribute.SyntaxTree);
        return attribute.Name is SimpleNameSyntax && Alias(attribute) == KnownAttribute.None
            ? model.LookupNamespacesAndTypes(attribute.SpanStart, name: Vocabulary.TypeOf(known)).OfType<ITypeSymbol>().Any(type => TypeFacts.Is(type, known))
            : TypeFacts.Is(model.GetTypeInfo(attribute).Type, known);
    }

    // The attribute that `using Do = SagaDsl.StepAttribute` may mean; whether it is ours is asked after.
    private static KnownAttribute Alias(AttributeSyntax attribute)
    {
        if (attribute.Name is IdentifierNameSyntax { Identifier.ValueText: var written }
            && attribute.SyntaxTree.GetRoot() is CompilationUnitSyntax { Usings: { Count: > 0 } usings })
        {
            foreach (var directive in usings)
            {
                if (directive.Alias?.Name.Identifier.ValueText == written && directive.Name is { } target
                    && Vocabulary.Named(Rightmost(target)) is not KnownAttribute.None and var known)
                    return known;
            }
        }

        return KnownAttribute.None;
    }

    private static string Rightmost(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => "",
    };
}

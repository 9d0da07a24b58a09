using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Recognizes attributes by their written name, then makes sure once for each name that it is ours.</summary>
internal sealed class AttributeNames(SemanticModels models)
{
    private static readonly Dictionary<string, KnownAttribute> Known = Enum.GetValues(typeof(KnownAttribute))
        .Cast<KnownAttribute>().Where(a => a != KnownAttribute.None).ToDictionary(a => a.ToString(), StringComparer.Ordinal);

    private readonly Dictionary<(SyntaxTree, string), KnownAttribute> _resolved = [];

    public KnownAttribute Identify(AttributeSyntax attribute)
    {
        var written = Rightmost(attribute.Name);
        var isAlias = false;
        if (!Known.TryGetValue(Bare(written), out var known))
        {
            known = Alias(attribute, written);
            isAlias = true;
        }

        if (known == KnownAttribute.None || isAlias || attribute.Name is not IdentifierNameSyntax)
            return known;

        var key = (attribute.SyntaxTree, written);
        if (!_resolved.TryGetValue(key, out var resolved))
            _resolved[key] = resolved = IsOurs(attribute, written, known) ? known : KnownAttribute.None;
        return resolved;
    }

    private bool IsOurs(AttributeSyntax attribute, string written, KnownAttribute known)
    {
        var space = known == KnownAttribute.FromKeyedServices ? "Microsoft.Extensions.DependencyInjection" : "SagaDsl";
        var name = known + "Attribute";
        var model = models.Of(attribute.SyntaxTree);
        foreach (var symbol in model.LookupNamespacesAndTypes(attribute.SpanStart, name: name))
        {
            if (symbol is INamedTypeSymbol type && type.Name == name && TypeFacts.IsIn(type, space))
                return true;
        }

        // An alias of the very name: using Step = SagaDsl.StepAttribute.
        return Alias(attribute, written) == known;
    }

    private static KnownAttribute Alias(AttributeSyntax attribute, string written)
    {
        if (attribute.SyntaxTree.GetRoot() is CompilationUnitSyntax { Usings: { Count: > 0 } usings })
        {
            foreach (var directive in usings)
            {
                if (directive.Alias?.Name.Identifier.ValueText == written && directive.Name is QualifiedNameSyntax target
                    && Known.TryGetValue(Bare(Rightmost(target)), out var known))
                    return known;
            }
        }

        return KnownAttribute.None;
    }

    private static string Bare(string name) =>
        name.Length > 9 && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name;

    private static string Rightmost(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => "",
    };
}

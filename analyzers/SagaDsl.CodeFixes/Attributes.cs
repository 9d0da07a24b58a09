using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SagaDsl.CodeFixes;

/// <summary>Finds attributes and their arguments in syntax, by the names they are written with.</summary>
internal static class Attributes
{
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "Saga", "Step", "Retry", "Timeout", "RejectOn", "AtMostOnce", "NoCompensation", "From", "FromInput",
    };

    public static IEnumerable<AttributeSyntax> Of(SyntaxList<AttributeListSyntax> lists, string name) =>
        lists.SelectMany(l => l.Attributes).Where(a => Name(a) == name);

    public static IEnumerable<AttributeSyntax> OfSagaDsl(SyntaxList<AttributeListSyntax> lists) =>
        lists.SelectMany(l => l.Attributes).Where(a => Ours.Contains(Name(a)));

    public static string Name(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.Length > 9 && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name;
    }

    public static ExpressionSyntax? Positional(AttributeSyntax? attribute) =>
        attribute?.ArgumentList?.Arguments.FirstOrDefault(static a => a.NameEquals is null)?.Expression;

    public static AttributeArgumentSyntax? Argument(AttributeSyntax? attribute, string property) =>
        attribute?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == property);

    public static ExpressionSyntax? Named(AttributeSyntax? attribute, string property) => Argument(attribute, property)?.Expression;

    /// <summary>The elements of <c>[a, b]</c>, <c>new[] { a, b }</c> and <c>new string[] { a, b }</c>.</summary>
    public static IReadOnlyList<ExpressionSyntax> Elements(ExpressionSyntax? list) => list switch
    {
        CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(static e => e.Expression)],
        ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        _ => [],
    };
}

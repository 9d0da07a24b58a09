using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Reading;

/// <summary>Finds the place that an anchor means, in the declarations of the class it was found in.</summary>
internal static class AnchorLocator
{
    /// <summary>The location; never none: a part that is not written falls back to the name.</summary>
    public static Location Find(INamedTypeSymbol saga, Anchor anchor, Compilation compilation)
    {
        var names = new AttributeNames(new SemanticModels(compilation));
        if (anchor.Member.Length == 0)
            return InClass(saga, anchor, names);
        var method = saga.GetMembers(anchor.Member).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).ElementAtOrDefault(anchor.Overload);
        return method?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax syntax
            ? Locate(InMethod(syntax, anchor, names), anchor) ?? syntax.Identifier.GetLocation()
            : saga.Locations[0];
    }

    private static Location InClass(INamedTypeSymbol saga, Anchor anchor, AttributeNames names)
    {
        var parts = saga.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>().ToList();
        foreach (var part in parts)
        {
            var found = anchor.Part switch
            {
                AnchorPart.Marker => part.BaseList?.Types.Select(t => t.Type).FirstOrDefault(t => t.ToString().Contains("ISaga")),
                AnchorPart.Attribute => Attributes(part.AttributeLists, names, anchor.Attribute).FirstOrDefault(),
                AnchorPart.Argument => Argument(part.AttributeLists, names, anchor, anchor.Ordinal),
                _ => (SyntaxNode?)null,
            };
            if (Locate(found, anchor) is { } location)
                return location;
        }

        var marked = parts.FirstOrDefault(part =>
            part.AttributeLists.SelectMany(l => l.Attributes).Any(a => names.Identify(a) is KnownAttribute.Saga or KnownAttribute.Participant));
        return (marked ?? parts.FirstOrDefault())?.Identifier.GetLocation() ?? saga.Locations[0];
    }

    private static SyntaxNode? InMethod(MethodDeclarationSyntax method, Anchor anchor, AttributeNames names)
    {
        var parameter = method.ParameterList.Parameters.ElementAtOrDefault(anchor.Ordinal);
        return anchor.Part switch
        {
            AnchorPart.ReturnType => method.ReturnType,
            AnchorPart.ParameterType => parameter?.Type,
            AnchorPart.Parameter => parameter,
            AnchorPart.ParameterArgument => parameter is null ? null : Argument(parameter.AttributeLists, names, anchor, 0),
            AnchorPart.Attribute => Attributes(method.AttributeLists, names, anchor.Attribute).FirstOrDefault(),
            AnchorPart.Argument => Argument(method.AttributeLists, names, anchor, anchor.Ordinal),
            _ => null,
        };
    }

    // Of an attribute that may stand several times, [RejectOn], the ordinal counts over all of them.
    private static ExpressionSyntax? Argument(SyntaxList<AttributeListSyntax> lists, AttributeNames names, Anchor anchor, int ordinal)
    {
        var attributes = Attributes(lists, names, anchor.Attribute);
        var written = anchor.Property is { } property
            ? attributes.Select(a => ArgumentReader.Named(a, property)).OfType<ExpressionSyntax>().ToList()
            : attributes.SelectMany(ArgumentReader.Positional).ToList();
        return written.SelectMany(e => ArgumentReader.Elements(e) ?? [e]).ElementAtOrDefault(ordinal) ?? written.FirstOrDefault();
    }

    private static Location? Locate(SyntaxNode? node, Anchor anchor) => node switch
    {
        null => null,
        ParameterSyntax parameter => parameter.Identifier.GetLocation(),
        LiteralExpressionSyntax literal when anchor.Length > 0 && literal.Token.IsKind(SyntaxKind.StringLiteralToken) && IsPlain(literal.Token) =>
            Location.Create(node.SyntaxTree, new(literal.SpanStart + 1 + anchor.Offset, anchor.Length)),
        _ => node.GetLocation(),
    };

    // Only where each character of the text is one in the source: no escapes, not verbatim.
    private static bool IsPlain(SyntaxToken token) => token.Text.Length == token.ValueText.Length + 2;

    private static IEnumerable<AttributeSyntax> Attributes(SyntaxList<AttributeListSyntax> lists, AttributeNames names, KnownAttribute known) =>
        lists.SelectMany(l => l.Attributes).Where(a => names.Identify(a) == known);
}

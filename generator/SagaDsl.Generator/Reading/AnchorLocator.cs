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
                AnchorPart.GivenName => Argument(Saga(part), null),
                AnchorPart.SagaResult => Argument(Saga(part), "Result"),
                AnchorPart.SagaClient => Argument(Saga(part), "Client"),
                AnchorPart.SagaJson => Argument(Saga(part), "Json"),
                AnchorPart.Timeout => Argument(Attributes(part.AttributeLists, names, KnownAttribute.Timeout).FirstOrDefault(), null),
                AnchorPart.Attribute => Attributes(part.AttributeLists, names, (KnownAttribute)anchor.Ordinal).FirstOrDefault(),
                _ => (SyntaxNode?)null,
            };
            if (Locate(found, anchor) is { } location)
                return location;
        }

        return (parts.FirstOrDefault(part => Saga(part) is not null) ?? parts.FirstOrDefault())?.Identifier.GetLocation() ?? saga.Locations[0];
    }

    private static SyntaxNode? InMethod(MethodDeclarationSyntax method, Anchor anchor, AttributeNames names)
    {
        return anchor.Part switch
        {
            AnchorPart.ReturnType => method.ReturnType,
            AnchorPart.ParameterType => Parameter()?.Type,
            AnchorPart.Parameter => Parameter(),
            AnchorPart.From =>
                Parameter() is { } parameter ? Argument(Attributes(parameter.AttributeLists, names, KnownAttribute.From).FirstOrDefault(), null) : null,
            AnchorPart.Attribute => First((KnownAttribute)anchor.Ordinal),
            AnchorPart.GivenName => Argument(First(KnownAttribute.Step), null),
            AnchorPart.Compensation => Argument(First(KnownAttribute.Step), "Compensation"),
            AnchorPart.Kind => Argument(First(KnownAttribute.Step), "Kind"),
            AnchorPart.After =>
                Argument(First(KnownAttribute.Step), "After") is { } list ? ArgumentReader.Elements(list)?.ElementAtOrDefault(anchor.Ordinal) ?? list : null,
            AnchorPart.MaxAttempts => Argument(First(KnownAttribute.Retry), "MaxAttempts"),
            AnchorPart.FirstDelay => Argument(First(KnownAttribute.Retry), "FirstDelay"),
            AnchorPart.MaxDelay => Argument(First(KnownAttribute.Retry), "MaxDelay"),
            AnchorPart.Factor => Argument(First(KnownAttribute.Retry), "Factor"),
            AnchorPart.Timeout => Argument(First(KnownAttribute.Timeout), null),
            AnchorPart.RejectOn => Attributes(method.AttributeLists, names, KnownAttribute.RejectOn)
                .SelectMany(ArgumentReader.Positional).SelectMany(e => ArgumentReader.Elements(e) ?? [e]).OfType<TypeOfExpressionSyntax>()
                    .ElementAtOrDefault(anchor.Ordinal),
            _ => null,
        };

        ParameterSyntax? Parameter() => method.ParameterList.Parameters.ElementAtOrDefault(anchor.Ordinal);
        AttributeSyntax? First(KnownAttribute known) => Attributes(method.AttributeLists, names, known).FirstOrDefault();
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

    private static ExpressionSyntax? Argument(AttributeSyntax? attribute, string? property) =>
        attribute is null ? null : property is null ? ArgumentReader.Positional(attribute).FirstOrDefault() : ArgumentReader.Named(attribute, property);

    private static AttributeSyntax? Saga(TypeDeclarationSyntax part) =>
        part.AttributeLists.SelectMany(l => l.Attributes)
            .FirstOrDefault(a => a.Name.ToString() is var name
                && (name.EndsWith("Saga", StringComparison.Ordinal) || name.EndsWith("SagaAttribute", StringComparison.Ordinal)));

    private static IEnumerable<AttributeSyntax> Attributes(SyntaxList<AttributeListSyntax> lists, AttributeNames names, KnownAttribute known) =>
        lists.SelectMany(l => l.Attributes).Where(a => names.Identify(a) == known);
}

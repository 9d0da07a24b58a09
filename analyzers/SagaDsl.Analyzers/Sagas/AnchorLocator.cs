using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>Finds the places in a saga class that findings are anchored to.</summary>
internal sealed class AnchorLocator(INamedTypeSymbol type, CancellationToken cancellationToken)
{
    private readonly List<TypeDeclarationSyntax> _declarations =
        [.. type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>().OrderByDescending(HasSaga)];

    /// <summary>The place of an anchor; where its part is not written, the name of the class or method.</summary>
    public Location Find(Anchor anchor)
    {
        var method = anchor.Member.Length == 0 ? null : MethodOf(anchor);
        var place = method is null ? InClass(anchor) : AnchorParts.InMethod(method, anchor);
        if (place.RawKind == 0)
            place = method?.Identifier ?? _declarations[0].Identifier;
        return anchor.Length > 0 && place.AsNode() is { } text ? Within(text, anchor) : place.GetLocation()!;
    }

    private static bool HasSaga(TypeDeclarationSyntax declaration) => Attributes.Of(declaration.AttributeLists, "Saga").Any();

    private SyntaxNodeOrToken InClass(Anchor anchor) => _declarations.Select(d => AnchorParts.InClass(d, anchor)).FirstOrDefault(static n => n.RawKind != 0);

    private MethodDeclarationSyntax? MethodOf(Anchor anchor) => type.GetMembers(anchor.Member).OfType<IMethodSymbol>()
        .Where(m => m.MethodKind == MethodKind.Ordinary).Select(m => m.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken))
        .OfType<MethodDeclarationSyntax>().ElementAtOrDefault(anchor.Overload);

    /// <summary>A part of a text: exact where the literal is written without escapes, otherwise the whole.</summary>
    private static Location Within(SyntaxNode node, Anchor anchor)
    {
        if (node is not LiteralExpressionSyntax { Token: var token })
            return node.GetLocation();
        var inner = token.Text.IndexOf(token.ValueText, StringComparison.Ordinal);
        return inner < 0 ? node.GetLocation() : Location.Create(node.SyntaxTree, new TextSpan(token.SpanStart + inner + anchor.Offset, anchor.Length));
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA101 and SAGA501: makes the class partial, and every class around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class PartialFix() : SagaCodeFix("SAGA101", "SAGA501")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            yield break;
        yield return new("Make it partial", "Partial", ct =>
        {
            var types = type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(static t => !t.Modifiers.Any(SyntaxKind.PartialKeyword)).ToList();
            // Outer declarations contain inner ones: the rewriter hands on what has been changed already.
            var root = context.Root.ReplaceNodes(types, static (_, current) => WithPartial(current));
            return FixContext.CleanAsync(context.Document.WithSyntaxRoot(root), ct);
        });
    }

    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        var partial = Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(Space);
        if (type.Modifiers.Count > 0)
            return type.WithModifiers(type.Modifiers.Add(partial));
        var keyword = type.Keyword;
        return type.WithKeyword(keyword.WithLeadingTrivia()).WithModifiers(TokenList(partial.WithLeadingTrivia(keyword.LeadingTrivia)));
    }
}

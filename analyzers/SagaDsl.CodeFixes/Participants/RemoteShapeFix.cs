using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA507: makes a remote step a partial method without a body, visible as it was, or public; and takes [Step] off it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoteShapeFix() : SagaCodeFix("SAGA507")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.MethodAround(context) is { } method)
            yield return new("Make it a partial method without a body", "RemoteShape", ct => context.ReplaceAsync(method, Bodiless(method), ct));
    }

    private static MethodDeclarationSyntax Bodiless(MethodDeclarationSyntax method)
    {
        var leading = method.GetLeadingTrivia();
        var bare = AttributeEdits.Remove(method, static a => AttributeEdits.Is(a, KnownAttribute.Step));
        var end = method.GetTrailingTrivia();
        bare = bare.WithBody(null).WithExpressionBody(null).WithParameterList(bare.ParameterList.WithoutTrailingTrivia())
            .WithSemicolonToken(Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(end));
        return WithModifiers(bare).WithLeadingTrivia(leading);
    }

    private static MethodDeclarationSyntax WithModifiers(MethodDeclarationSyntax method)
    {
        var kept = method.Modifiers.Where(static m => m.Kind() is not (SyntaxKind.AsyncKeyword or SyntaxKind.PartialKeyword))
            .Select(static m => m.WithoutTrivia().WithTrailingTrivia(Space)).ToList();
        if (!kept.Exists(static m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword
            or SyntaxKind.PrivateKeyword))
        {
            kept.Insert(0, Token(SyntaxKind.PublicKeyword).WithTrailingTrivia(Space));
        }
        kept.Add(Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(Space));
        var first = method.Modifiers.Count > 0 ? method.Modifiers[0].LeadingTrivia : method.ReturnType.GetLeadingTrivia();
        kept[0] = kept[0].WithLeadingTrivia(first);
        return method.WithReturnType(method.ReturnType.WithoutLeadingTrivia()).WithModifiers(TokenList(kept));
    }
}

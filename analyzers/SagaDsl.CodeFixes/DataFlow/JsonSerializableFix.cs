using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA309: lists the type in the JSON context of the saga or participant, which may stand in another file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class JsonSerializableFix() : SagaCodeFix("SAGA309")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.Around(context) is not { } saga || Context(saga) is not { } json || Declaration(json, context) is not { } declaration
            || context.Property("2") is not { } type)
            yield break;
        yield return new($"Add [JsonSerializable(typeof({type}))] to {json.Name}", "JsonSerializable", async ct =>
        {
            var document = context.Document.Project.Solution.GetDocument(declaration.SyntaxTree) ?? context.Document;
            var root = (await document.GetSyntaxRootAsync(ct).ConfigureAwait(false))!;
            return await FixContext.CleanAsync(document.WithSyntaxRoot(root.ReplaceNode(declaration, Listed(declaration, type))), ct).ConfigureAwait(false);
        });
    }

    private static INamedTypeSymbol? Context(SagaType saga) => saga.Symbol.GetAttributes().SelectMany(static a => a.NamedArguments)
        .Where(static a => a.Key == Vocabulary.Saga.Json).Select(static a => a.Value.Value as INamedTypeSymbol).FirstOrDefault();

    /// <summary>The declaration that a person wrote, and that lists types already.</summary>
    private static TypeDeclarationSyntax? Declaration(INamedTypeSymbol json, FixContext context) => json.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax(context.CancellationToken)).OfType<TypeDeclarationSyntax>()
        .Where(d => context.Document.Project.Solution.GetDocument(d.SyntaxTree) is not (null or SourceGeneratedDocument))
        .OrderByDescending(static d => d.AttributeLists.Count).FirstOrDefault();

    private static TypeDeclarationSyntax Listed(TypeDeclarationSyntax context, string type)
    {
        var attribute = ((ClassDeclarationSyntax)ParseMemberDeclaration($"[JsonSerializable(typeof({type}))] class C {{ }}")!).AttributeLists[0];
        var leading = context.GetLeadingTrivia();
        var indent = leading.LastOrDefault(static t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var end = context.SyntaxTree.GetText().ToString().Contains("\r\n") ? CarriageReturnLineFeed : LineFeed;
        if (context.AttributeLists.LastOrDefault() is { } last)
        {
            var added = attribute.WithLeadingTrivia(last == context.AttributeLists[0] ? TriviaList(indent) : last.GetLeadingTrivia()).WithTrailingTrivia(end);
            return context.WithAttributeLists(context.AttributeLists.Add(added));
        }
        return (TypeDeclarationSyntax)context.WithLeadingTrivia(indent)
            .WithAttributeLists(SingletonList(attribute.WithLeadingTrivia(leading).WithTrailingTrivia(end)));
    }
}

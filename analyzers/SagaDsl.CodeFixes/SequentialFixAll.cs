using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SagaDsl.CodeFixes;

/// <summary>
/// Fixes all findings one after the other. The usual batch fixer computes each fix on the unchanged text and drops those that
/// collide: two fixes that each add the same parameter would leave one undone.
/// </summary>
internal sealed class SequentialFixAll : FixAllProvider
{
    public static SequentialFixAll Instance { get; } = new();

    public override Task<CodeAction?> GetFixAsync(FixAllContext context) =>
        Task.FromResult<CodeAction?>(CodeAction.Create("Fix all", ct => FixAsync(context, ct), context.CodeActionEquivalenceKey));

    private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
    {
        var solution = context.Solution;
        var marks = new List<(DocumentId Document, Diagnostic Finding, SyntaxAnnotation Mark)>();
        foreach (var document in Documents(context))
        {
            var findings = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            if (findings.IsEmpty || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
                continue;
            solution = solution.WithDocumentSyntaxRoot(document.Id, Mark(document.Id, root, findings, marks));
        }
        foreach (var (id, finding, mark) in marks)
            solution = await ApplyAsync(solution.GetDocument(id)!, finding, mark, context, cancellationToken).ConfigureAwait(false) ?? solution;
        return solution;
    }

    private static IEnumerable<Document> Documents(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Document when context.Document is { } document => [document],
        FixAllScope.Project => context.Project.Documents,
        FixAllScope.Solution => context.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp).SelectMany(p => p.Documents),
        _ => [],
    };

    private static SyntaxNode Mark(DocumentId document, SyntaxNode root, IEnumerable<Diagnostic> findings,
        List<(DocumentId, Diagnostic, SyntaxAnnotation)> marks)
    {
        var byNode = new Dictionary<SyntaxNode, List<SyntaxAnnotation>>();
        foreach (var finding in findings.OrderBy(f => f.Location.SourceSpan.Start))
        {
            if (SagaCodeFix.NodeAt(root, finding) is not { } node)
                continue;
            var mark = new SyntaxAnnotation();
            marks.Add((document, finding, mark));
            if (!byNode.TryGetValue(node, out var list))
                byNode.Add(node, list = []);
            list.Add(mark);
        }
        return root.ReplaceNodes(byNode.Keys, (original, current) => current.WithAdditionalAnnotations(byNode[original]));
    }

    private static async Task<Solution?> ApplyAsync(Document document, Diagnostic finding, SyntaxAnnotation mark, FixAllContext context,
        CancellationToken cancellationToken)
    {
        if (context.CodeFixProvider is not SagaCodeFix provider
            || await SagaCodeFix.ContextAsync(document, finding, mark, cancellationToken).ConfigureAwait(false) is not { } at)
            return null;
        var fix = provider.Fixes(at).FirstOrDefault(f => f.Key == context.CodeActionEquivalenceKey);
        return fix is null ? null : await fix.Apply(cancellationToken).ConfigureAwait(false);
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SagaDsl.CodeFixes;

/// <summary>The base of every fix: it says how to fix one finding, and fix-all does the same to each in turn.</summary>
internal abstract class SagaCodeFix(params string[] ids) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ids];

    public sealed override FixAllProvider GetFixAllProvider() => SequentialFixAll.Instance;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var finding in context.Diagnostics)
        {
            if (await ContextAsync(context.Document, finding, null, context.CancellationToken).ConfigureAwait(false) is not { } at)
                continue;
            foreach (var fix in Fixes(at))
                context.RegisterCodeFix(CodeAction.Create(fix.Title, fix.Apply, fix.Key), finding);
        }
    }

    /// <summary>The fixes of a finding, the best first. None where none is safe.</summary>
    public abstract IEnumerable<Fix> Fixes(FixContext context);

    /// <summary>Finds the node of a finding in a document, by its span or by a mark that fix-all has left.</summary>
    public static async Task<FixContext?> ContextAsync(Document document, Diagnostic finding, SyntaxAnnotation? mark, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return null;
        var node = mark is null ? NodeAt(root, finding) : root.GetAnnotatedNodes(mark).FirstOrDefault();
        return node is null ? null : new(document, root, node, model, finding, cancellationToken);
    }

    public static SyntaxNode? NodeAt(SyntaxNode root, Diagnostic finding) =>
        root.FullSpan.Contains(finding.Location.SourceSpan) ? root.FindNode(finding.Location.SourceSpan, getInnermostNodeForTie: true) : null;
}

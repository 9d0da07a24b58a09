using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace SagaDsl.CodeFixes;

/// <summary>A finding and the document it stands in, as it is now.</summary>
internal sealed class FixContext(Document document, SyntaxNode root, SyntaxNode node, SemanticModel model, Diagnostic finding,
    CancellationToken cancellationToken)
{
    public Document Document { get; } = document;

    public SyntaxNode Root { get; } = root;

    /// <summary>The innermost node of the finding's span.</summary>
    public SyntaxNode Node { get; } = node;

    public SemanticModel Model { get; } = model;

    public Diagnostic Finding { get; } = finding;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What the rule handed to its fix.</summary>
    public string? Property(string name) => Finding.Properties.TryGetValue(name, out var value) ? value : null;

    /// <summary>The solution in which nodes of this document are replaced.</summary>
    public Task<Solution> ReplaceAsync(IReadOnlyDictionary<SyntaxNode, SyntaxNode> replacements, CancellationToken cancellationToken)
    {
        var root = Root.ReplaceNodes(replacements.Keys, (original, current) => Merge(original, current, replacements[original]));
        return CleanAsync(Document.WithSyntaxRoot(root), cancellationToken);
    }

    public Task<Solution> ReplaceAsync(SyntaxNode old, SyntaxNode @new, CancellationToken cancellationToken) =>
        CleanAsync(Document.WithSyntaxRoot(Root.ReplaceNode(old, @new)), cancellationToken);

    /// <summary>Shortens names and lays out what was marked so, and nothing else.</summary>
    public static async Task<Solution> CleanAsync(Document document, CancellationToken cancellationToken)
    {
        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        document = await Formatter.FormatAsync(document, Formatter.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        return document.Project.Solution;
    }

    private static SyntaxNode Merge(SyntaxNode original, SyntaxNode current, SyntaxNode replacement) =>
        // Nested replacements would lose the inner one: fixes replace disjoint nodes.
        ReferenceEquals(original, current) || original.IsEquivalentTo(current) ? replacement : throw new InvalidOperationException("Nested replacements.");
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace SagaDsl.CodeFixes;

/// <summary>Fixes write <c>global::</c> names, which are always right, and have them shortened where a using allows it.</summary>
internal static class Names
{
    /// <summary>Marks every global name in a node. A mark on the node alone would not reach the names in it.</summary>
    public static TNode Shorten<TNode>(TNode node) where TNode : SyntaxNode => node.ReplaceNodes(
        node.DescendantNodesAndSelf()
            .Where(static n => n is QualifiedNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax
                && n.ToString().StartsWith("global::", StringComparison.Ordinal)),
        static (_, current) => current.WithAdditionalAnnotations(Simplifier.Annotation));
}

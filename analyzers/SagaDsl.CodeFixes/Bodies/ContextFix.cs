using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SagaDsl.CodeFixes;

/// <summary>Replaces an expression by one that asks the step's context, which becomes a parameter where it is not one yet.</summary>
internal static class ContextFix
{
    public static Task<Solution> ReplaceAsync(FixContext context, StepMethod method, SyntaxNode old, ExpressionSyntax @new, string step,
        CancellationToken cancellationToken)
    {
        var changes = new Dictionary<SyntaxNode, SyntaxNode> { [old] = Names.Shorten(@new.WithTriviaFrom(old)) };
        if (method.Existing is null)
            changes[method.Syntax.ParameterList] = method.WithContext(step);
        return context.ReplaceAsync(changes, cancellationToken);
    }

    public static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}

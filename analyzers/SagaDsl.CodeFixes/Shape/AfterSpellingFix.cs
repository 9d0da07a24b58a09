using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA111: names the step that is close in spelling.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AfterSpellingFix() : SagaCodeFix("SAGA111")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node is not ExpressionSyntax written || SagaType.Around(context) is not { } saga || SagaType.MethodAround(context) is not { } method
            || context.Property("0") is not { } name)
        {
            yield break;
        }
        var others = saga.Order.Steps.Select(s => s.Name).Where(n => n != method.Identifier.ValueText);
        if (Spelling.Nearest(name, others) is { } close)
            yield return new($"Wait for {close}", "AfterSpelling",
                ct => context.ReplaceAsync(written, ParseExpression($"nameof({close})").WithTriviaFrom(written), ct));
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA402: asks the step's clock.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ClockReadingFix() : SagaCodeFix("SAGA402")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (StepMethod.Around(context) is not { } method || method.ContextAt(context.Node) is not { } step
            || context.Model.GetSymbolInfo(context.Node, context.CancellationToken).Symbol is not IPropertySymbol clock || Reading(clock) is not { } reading)
        {
            yield break;
        }
        var replacement = ParseExpression($"{step}.TimeProvider{reading}");
        // `using static System.DateTime` leaves a bare name; otherwise the whole `DateTime.UtcNow` goes.
        var old = context.Node.Parent is MemberAccessExpressionSyntax member && member.Name == context.Node ? member : context.Node;
        yield return new("Use the step's clock", "TimeProvider", ct => ContextFix.ReplaceAsync(context, method, old, replacement, step, ct));
    }

    private static string? Reading(IPropertySymbol clock) => (clock.ContainingType.Name, clock.Name) switch
    {
        ("DateTimeOffset", "UtcNow") => ".GetUtcNow()",
        ("DateTimeOffset", "Now") => ".GetLocalNow()",
        ("DateTime", "UtcNow") => ".GetUtcNow().UtcDateTime",
        ("DateTime", "Now") => ".GetLocalNow().DateTime",
        ("DateTime", "Today") => ".GetLocalNow().Date",
        ("TimeProvider", "System") => "",
        _ => null,
    };
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA411: gives the step's own key, where the parameter is text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ForeignKeyFix() : SagaCodeFix("SAGA411")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<ArgumentSyntax>()?.Expression is not { } value || value.Span != context.Finding.Location.SourceSpan
            && !value.Contains(context.Node)
            || StepMethod.Around(context) is not { } method || method.ContextAt(value) is not { } step
            || context.Model.GetTypeInfo(value, context.CancellationToken).ConvertedType?.SpecialType != SpecialType.System_String)
        {
            yield break;
        }
        yield return new("Give the step's idempotency key", "IdempotencyKey", ct =>
            ContextFix.ReplaceAsync(context, method, value, ParseExpression(step + ".IdempotencyKey"), step, ct));
    }
}

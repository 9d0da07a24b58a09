using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SagaDsl.Generator.Model;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA205: takes the compensation off a step that is never undone. The method stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UselessCompensationFix() : SagaCodeFix("SAGA205")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.MethodAround(context) is { } method && AttributeEdits.Step(method) is { } step)
        {
            yield return new("Remove the compensation", "Remove", ct =>
                context.ReplaceAsync(step, AttributeEdits.Without(step, Vocabulary.Step.Compensation), ct));
        }
    }
}

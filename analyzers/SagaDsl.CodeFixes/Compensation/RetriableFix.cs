using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA207: makes a step behind the pivot retriable; what only a compensatable step has goes with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RetriableFix() : SagaCodeFix("SAGA207")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.MethodAround(context) is { } method && AttributeEdits.Step(method) is { } step)
            yield return new("Make it retriable", "Retriable", ct => context.ReplaceAsync(method, Retriable(method, step), ct));
    }

    private static MethodDeclarationSyntax Retriable(MethodDeclarationSyntax method, AttributeSyntax step)
    {
        var changed = method.ReplaceNode(step, AttributeEdits.With(
            AttributeEdits.Without(step, Vocabulary.Step.Compensation), Vocabulary.Step.Kind, $"StepKind.{Vocabulary.StepKinds[StepModel.Retriable]}"));
        return AttributeEdits.Remove(changed, static a => AttributeEdits.Is(a, KnownAttribute.NoCompensation) || AttributeEdits.Is(a, KnownAttribute.RejectOn));
    }
}

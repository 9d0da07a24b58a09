using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA302: makes the step wait for the one whose result it takes. What it waited for unsaid is said, so that nothing is lost.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AfterFix() : SagaCodeFix("SAGA302")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.Around(context) is not { } saga || SagaType.MethodAround(context) is not { } method || saga.StepOf(method) is not (>= 0 and var index)
            || context.Property("1") is not { } provider)
        {
            yield break;
        }
        var needed = saga.Order.Steps.ToList().FindIndex(s => s.Name == provider);
        // The other way round already: waiting would make a cycle.
        if (needed < 0 || needed == index || saga.Order.IsBefore(index, needed) || Declaration(saga, index) is not { } declaration
            || AttributeEdits.Step(declaration) is not { } step)
            yield break;
        var names = saga.Order.After[index].Select(i => saga.Order.Steps[i].Name).Append(provider).Select(n => $"nameof({n})");
        yield return new($"Wait for {provider}", "After", ct =>
            context.ReplaceAsync(step, AttributeEdits.With(step, Vocabulary.Step.After, $"[{string.Join(", ", names)}]"), ct));
    }

    private static MethodDeclarationSyntax? Declaration(SagaType saga, int step) =>
        saga.Syntax.Members.OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(m => m.Identifier.ValueText == saga.Order.Steps[step].Name && AttributeEdits.Step(m) is not null);
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA201: pairs the step with the method that looks like its undo, writes a new one, or says that none is needed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class NoCompensationFix() : SagaCodeFix("SAGA201")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.Around(context) is not { } saga || SagaType.MethodAround(context) is not { } method || AttributeEdits.Step(method) is not { } step)
            yield break;
        if (UndoNames.Like(method, saga) is { } undo)
            yield return new($"Compensate with {undo}", "Pair", ct => context.ReplaceAsync(method, Paired(method, step, undo), ct));
        var name = UndoNames.New(method, saga);
        yield return new($"Write a compensation {name}", "Stub", ct =>
            context.ReplaceAsync(saga.Syntax, saga.Syntax.ReplaceNode(method, (SyntaxNode[])[Paired(method, step, name), UndoStub.For(method, name)]), ct));
        yield return new("State that nothing must be undone", "NoCompensation", ct =>
            context.ReplaceAsync(method, AttributeEdits.AddBehind(method, step, $"{KnownAttribute.NoCompensation}(\"reads only\")"), ct));
    }

    private static MethodDeclarationSyntax Paired(MethodDeclarationSyntax method, AttributeSyntax step, string undo) =>
        method.ReplaceNode(step, AttributeEdits.With(step, Vocabulary.Step.Compensation, $"nameof({undo})"));
}

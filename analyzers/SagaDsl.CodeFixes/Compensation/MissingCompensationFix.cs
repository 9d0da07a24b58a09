using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA202: writes the method that the step names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class MissingCompensationFix() : SagaCodeFix("SAGA202")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.Around(context) is { } saga && SagaType.MethodAround(context) is { } method
            && context.Property("0") is { } name && SyntaxFacts.IsValidIdentifier(name) && saga.Symbol.GetMembers(name).IsEmpty)
        {
            yield return new($"Write a compensation {name}", "Stub", ct =>
                context.ReplaceAsync(saga.Syntax, saga.Syntax.InsertNodesAfter(method, [UndoStub.For(method, name)]), ct));
        }
    }
}

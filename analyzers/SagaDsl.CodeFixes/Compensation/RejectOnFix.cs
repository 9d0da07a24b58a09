using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SagaDsl.Generator.Model;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA209: takes <c>[RejectOn]</c> off a retriable step.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RejectOnFix() : SagaCodeFix("SAGA209")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.MethodAround(context) is { } method)
        {
            yield return new("Remove [RejectOn]", "Remove", ct =>
                context.ReplaceAsync(method, AttributeEdits.Remove(method, static a => AttributeEdits.Is(a, KnownAttribute.RejectOn)), ct));
        }
    }
}

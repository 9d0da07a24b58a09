using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SagaDsl.Generator.Model;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA512: takes a policy off a remote step; its participant's method has its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemotePolicyFix() : SagaCodeFix("SAGA512")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.MethodAround(context) is { } method && context.Property("0") is { } written
            && Vocabulary.Named(written) is not KnownAttribute.None and var known)
        {
            yield return new($"Remove [{written}]", "Remove", ct =>
                context.ReplaceAsync(method, AttributeEdits.Remove(method, a => AttributeEdits.Is(a, known)), ct));
        }
    }
}

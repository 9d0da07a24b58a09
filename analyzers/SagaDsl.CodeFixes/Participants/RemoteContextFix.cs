using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA514: removes a parameter that does not leave the process.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoteContextFix() : SagaCodeFix("SAGA514")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<ParameterSyntax>() is { Parent: ParameterListSyntax list } parameter)
        {
            var index = list.Parameters.IndexOf(parameter);
            var rest = list.Parameters.RemoveAt(index);
            if (index == 0 && rest.Count > 0)
                rest = rest.Replace(rest[0], rest[0].WithLeadingTrivia(parameter.GetLeadingTrivia()));
            yield return new("Remove the parameter", "RemoveParameter", ct => context.ReplaceAsync(list, list.WithParameters(rest), ct));
        }
    }
}

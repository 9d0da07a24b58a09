using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA406: gives the method a token. SAGA405 then shows the calls that should get it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class TimeoutWithoutTokenFix() : SagaCodeFix("SAGA406")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (StepMethod.Around(context) is { } method)
        {
            yield return new("Take a CancellationToken", "TakeToken", ct => context.ReplaceAsync(
                method.Syntax.ParameterList, method.WithParameter("global::System.Threading.CancellationToken", method.FreeName("cancellationToken")), ct));
        }
    }
}

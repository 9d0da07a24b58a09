using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.Analyzers;

/// <summary>SAGA412: one key for two effects of the same callee, or for one effect per element.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class KeyUsedTwiceAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA412", "One idempotency key for several effects",
        "The same idempotency key is given to '{0}' {1}: a callee that remembers keys takes the second call for a repeat of the first and drops its effect",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA412"));

    protected override void Analyze(StepBody body)
    {
        var earlier = new List<KeyUse>();
        foreach (var use in KeyUse.In(body))
        {
            if (use.PerElement())
                body.Report(use.Key.Syntax, use.Call.TargetMethod.Name, "for each element");
            else if (earlier.Any(use.Repeats))
                body.Report(use.Key.Syntax, use.Call.TargetMethod.Name, "as to an earlier call");
            earlier.Add(use);
        }
    }
}

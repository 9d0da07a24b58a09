using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA414: a compensation throws what only a step may throw.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CompensationRejectsAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA414", "A compensation throws a rejection",
        "The compensation '{0}' throws '{1}': an undo cannot be refused, so the engine counts it as a failure and calls for a person at once",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA414"));

    protected override void Analyze(StepBody body)
    {
        if (body.Role != StepRole.Compensation)
            return;
        foreach (var thrown in body.All<IThrowOperation>())
        {
            if (thrown.Exception?.Bare() is { Type: { } type } exception && KnownTypes.IsOrDerives(type, body.Types.Rejection))
                body.Report(exception.Syntax, body.Method.Name, type.Name);
        }
    }
}

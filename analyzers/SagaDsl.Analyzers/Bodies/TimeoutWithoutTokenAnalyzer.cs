using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.Analyzers;

/// <summary>SAGA406: a method has a timeout and nothing by which it could hear of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TimeoutWithoutTokenAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA406", "A timeout that cannot end anything",
        "'{0}' has a timeout but takes neither a CancellationToken nor a StepContext: the call cannot be ended, " +
        "and neither a retry nor the undo can start before it ends by itself",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA406"));

    protected override void Analyze(StepBody body)
    {
        if (body is { Role: not StepRole.Helper, Context: null, Token: null }
            && SagaClass.Attribute(body.Method, body.Types.Timeout)?.ApplicationSyntaxReference?.GetSyntax(body.CancellationToken) is { } timeout)
        {
            body.Report(timeout, body.Method.Name);
        }
    }
}

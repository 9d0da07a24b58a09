using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.Analyzers;

/// <summary>SAGA406: a method has a timeout and nothing by which it could hear of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TimeoutWithoutTokenAnalyzer() : StepBodyAnalyzer(BodyDescriptors.TimeoutWithoutToken)
{
    protected override void Analyze(StepBody body)
    {
        if (body is { Role: not StepRole.Helper, Context: null, Token: null }
            && SagaClass.Attribute(body.Method, body.Types.Timeout)?.ApplicationSyntaxReference?.GetSyntax(body.CancellationToken) is { } timeout)
        {
            body.Report(timeout, body.Method.Name);
        }
    }
}

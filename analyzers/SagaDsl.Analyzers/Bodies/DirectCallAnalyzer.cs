using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA413: a saga calls, or hands on, one of its own steps or compensations.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DirectCallAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA413", "A step is called directly",
        "'{0}' is a {1} and is called directly: the journal knows nothing of this call, so it is neither retried nor undone, " +
        "and the engine will run it once more",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA413"));

    protected override void Analyze(StepBody body)
    {
        foreach (var operation in body.Operations)
        {
            var called = operation switch
            {
                IInvocationOperation call => call.TargetMethod,
                IMethodReferenceOperation reference => reference.Method,
                _ => null,
            };
            if (called is null || !body.Saga.Owns(called) || operation.InNameOf())
                continue;
            if (body.Saga.RoleOf(called) is var role and not StepRole.Helper)
                body.Report(operation.Syntax.Name(), called.Name, role == StepRole.Action ? "step" : "compensation");
        }
    }
}

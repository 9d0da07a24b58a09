using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA407: a task is started and nobody waits for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TaskDroppedAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA407", "A task is started and dropped",
        "'{0}' is started and not awaited: the step is recorded as Ok while it still runs, its failure is lost, and a compensation may overlap with it",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA407"));

    protected override void Analyze(StepBody body)
    {
        foreach (var statement in body.All<IExpressionStatementOperation>())
        {
            if (DroppedTasks.In(statement, body.Method, body.Types) is { } dropped)
                body.Report(dropped.Syntax, dropped.Display());
        }
    }
}

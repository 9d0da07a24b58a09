using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA407: a task is started and nobody waits for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TaskDroppedAnalyzer() : StepBodyAnalyzer(BodyDescriptors.TaskDropped)
{
    protected override void Analyze(StepBody body)
    {
        foreach (var statement in body.All<IExpressionStatementOperation>())
        {
            if (DroppedTasks.In(statement, body.Method, body.Types) is { } dropped)
                body.Report(dropped.Syntax, dropped.Display());
        }
    }
}

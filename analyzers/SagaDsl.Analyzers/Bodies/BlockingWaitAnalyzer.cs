using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA408: a thread waits for a task, or for the clock.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BlockingWaitAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA408", "A blocking wait in a step",
        "'{0}' blocks a thread of the pool while it waits: many instances at once starve the pool, and timers, retries and other sagas stall",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA408"));

    protected override void Analyze(StepBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (!operation.InNameOf() && Waits(operation, body.Types) is { } waits && !IsDone(operation, waits.On, body))
                body.Report(operation.Syntax, operation.Display());
        }
    }

    private static (IOperation? On, bool _)? Waits(IOperation operation, KnownTypes types) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when types.IsTask(task.Type) => (task, true),
        IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } task } when types.IsTask(task.Type) => (task, true),
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } }
            when types.IsTask(task.Type) => (task, true),
        IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WaitAny", IsStatic: true } method } when types.IsTask(method.ContainingType) => (null, true),
        IInvocationOperation { TargetMethod: { Name: "Sleep" } method } when method.ContainingType.ToDisplayString() == "System.Threading.Thread" =>
            (null, true),
        _ => null,
    };

    /// <summary>A task in a variable that was awaited, or asked whether it is done, before this point.</summary>
    private static bool IsDone(IOperation wait, IOperation? task, StepBody body)
    {
        if (task?.Bare() is not { } source || Variable(source) is not { } variable)
            return false;
        return IsAwaited(variable, body) || body.Operations.TakeWhile(o => o.Syntax.SpanStart < wait.Syntax.SpanStart)
            .Any(o => o is IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "WhenAll" } }
                || SymbolEqualityComparer.Default.Equals(Variable(o), variable) && o.Ancestors().Any(static a =>
                a is IAwaitOperation or IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" }));
    }

    /// <summary>A task that an await has brought: the winner of WhenAny.</summary>
    private static bool IsAwaited(ISymbol variable, StepBody body) => body.All<IVariableDeclaratorOperation>().Any(d =>
        SymbolEqualityComparer.Default.Equals(d.Symbol, variable) && d.GetVariableInitializer()?.Value.Bare() is IAwaitOperation);

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}

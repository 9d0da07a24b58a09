using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>Finds tasks that nobody awaits, where the compiler's CS4014 is silent.</summary>
internal static class DroppedTasks
{
    /// <summary>The operation whose task is dropped by a statement, or null.</summary>
    public static IOperation? In(IExpressionStatementOperation statement, IMethodSymbol method, KnownTypes types)
    {
        var expression = statement.Operation.Bare();
        if (expression is ISimpleAssignmentOperation { Target: IDiscardOperation } discard)
            return Started(discard.Value, types);
        // In an async function the compiler warns by itself.
        return expression is IAssignmentOperation || (statement.Function() ?? method).IsAsync ? null : Started(expression, types);
    }

    private static IOperation? Started(IOperation operation, KnownTypes types)
    {
        var bare = operation.Bare();
        var call = bare is IConditionalAccessOperation conditional ? conditional.WhenNotNull : bare;
        return types.IsTask(bare.Type) && call is IInvocationOperation { TargetMethod.Name: not "FromResult" } ? call : null;
    }
}

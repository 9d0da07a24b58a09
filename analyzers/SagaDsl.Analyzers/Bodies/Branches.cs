using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>Whether two operations of one body can both run.</summary>
internal static class Branches
{
    /// <summary>
    /// True where they stand on different branches of one condition, where one handles the other's failure, or where a return lies between them.
    /// </summary>
    public static bool Exclude(IOperation one, IOperation other)
    {
        var path = new HashSet<IOperation>(one.Ancestors().Append(one));
        var below = other;
        for (var parent = other.Parent; parent is not null; below = parent, parent = parent.Parent)
        {
            if (!path.Contains(parent))
                continue;
            var first = parent.ChildOperations.First(path.Contains);
            return parent switch
            {
                IConditionalOperation c => first != c.Condition && below != c.Condition,
                ISwitchOperation s => first != s.Value && below != s.Value,
                ISwitchExpressionOperation s => first != s.Value && below != s.Value,
                // A second try of what has failed: one effect.
                ITryOperation t => first == t.Body && t.Catches.Contains(below),
                _ => Leaves(first),
            };
        }
        return false;
    }

    /// <summary>An <c>if</c> without else that ends in a return: what follows it runs only where the branch did not.</summary>
    private static bool Leaves(IOperation branch) => branch switch
    {
        IReturnOperation => true,
        IConditionalOperation { WhenTrue: { } then, WhenFalse: null } => Ends(then),
        _ => false,
    };

    private static bool Ends(IOperation block) => block is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }
        || block is IBlockOperation { Operations: { Length: > 0 } operations } && Ends(operations[operations.Length - 1]);
}

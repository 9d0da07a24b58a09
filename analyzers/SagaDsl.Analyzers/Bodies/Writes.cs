using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>What an operation writes to.</summary>
internal static class Writes
{
    /// <summary>
    /// The targets of an assignment, an increment, or a call by reference. Not <c>??=</c>: it fills a cache that is
    /// empty again after a restart, and is filled again.
    /// </summary>
    public static IEnumerable<IOperation> Targets(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation deconstruction => Parts(deconstruction.Target),
        ICoalesceAssignmentOperation => [],
        IAssignmentOperation { Parent: not IMemberInitializerOperation } assignment => [assignment.Target],
        IIncrementOrDecrementOperation increment => [increment.Target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        _ => [],
    };

    private static IEnumerable<IOperation> Parts(IOperation target) => target.Bare() switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Parts),
        { } one => [one],
    };
}

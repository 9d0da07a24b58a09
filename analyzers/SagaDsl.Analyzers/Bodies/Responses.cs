using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>Finds HTTP responses whose status nobody looks at.</summary>
internal static class Responses
{
    public static bool Is(ITypeSymbol? type) => type is { Name: "HttpResponseMessage" } && type.ContainingNamespace.ToDisplayString() == "System.Net.Http";

    /// <summary>The calls whose response has its content read, or nothing at all, and never its status.</summary>
    public static IEnumerable<(SyntaxNode At, string Name)> Unchecked(StepBody body)
    {
        foreach (var awaited in body.All<IAwaitOperation>())
        {
            if (!Is(awaited.Type) || IgnoredFailureAnalyzer.Unconfigured(awaited.Operation.Bare()) is not IInvocationOperation call)
                continue;
            var @unchecked = awaited.Parent switch
            {
                IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } => !Uses(local, body).Any(Checks),
                IMemberReferenceOperation or IInvocationOperation => !Checks(awaited),
                _ => false,
            };
            if (@unchecked)
                yield return (call.Syntax, call.Display());
        }
    }

    private static IEnumerable<ILocalReferenceOperation> Uses(ILocalSymbol local, StepBody body) =>
        body.All<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local));

    /// <summary>Whatever is not reading the content, the headers or the version may check: a status, a helper, a return.</summary>
    private static bool Checks(IOperation use) => use.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Content" or "Headers" or "TrailingHeaders" or "Version" or "RequestMessage" } => false,
        IInvocationOperation { TargetMethod.Name: "Dispose" } => false,
        _ => true,
    };
}

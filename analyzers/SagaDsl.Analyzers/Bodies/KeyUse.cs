using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>A call that gets <c>step.IdempotencyKey</c> itself as an argument.</summary>
internal sealed class KeyUse(IPropertyReferenceOperation key, IInvocationOperation call)
{
    public IPropertyReferenceOperation Key { get; } = key;

    public IInvocationOperation Call { get; } = call;

    /// <summary>The uses that ask a callee for an effect. Reading twice with one key is no harm, nor is logging it.</summary>
    public static IEnumerable<KeyUse> In(StepBody body)
    {
        foreach (var key in body.All<IPropertyReferenceOperation>())
        {
            if (key.Property.Name == "IdempotencyKey" && body.Types.IsContext(key.Property.ContainingType)
                && key.Parent is IArgumentOperation { Parameter.Type.SpecialType: SpecialType.System_String, Parent: IInvocationOperation call }
                && IsEffect(call.TargetMethod, body.Types))
            {
                yield return new(key, call);
            }
        }
    }

    /// <summary>Whether an earlier use goes to the same callee, and both may run.</summary>
    public bool Repeats(KeyUse earlier) =>
        SymbolEqualityComparer.Default.Equals(earlier.Call.TargetMethod.ContainingType, Call.TargetMethod.ContainingType)
        && SymbolEqualityComparer.Default.Equals(Receiver(earlier.Call), Receiver(Call)) && !Branches.Exclude(earlier.Call, Call);

    /// <summary>
    /// Whether the call runs once per element of a loop or of a LINQ query. A loop that tries one call again is none: nothing of the element is in the call.
    /// </summary>
    public bool PerElement()
    {
        foreach (var parent in Call.Ancestors())
        {
            if (parent is IForEachLoopOperation or IForLoopOperation && ((ILoopOperation)parent).Locals.Any(Mentions))
                return true;
            if (parent is IAnonymousFunctionOperation { Symbol.Parameters: { Length: > 0 } parameters } lambda && IsQuery(lambda) && parameters.Any(Mentions))
                return true;
        }
        return false;
    }

    private static bool IsEffect(IMethodSymbol method, KnownTypes types) =>
        (types.IsTask(method.ReturnType) || method.ReturnsVoid || !method.IsStatic)
        && !Verbs.Reads(method) && !Verbs.IsPlatform(method)
        && !method.ContainingType.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal);

    private static bool IsQuery(IAnonymousFunctionOperation lambda) =>
        lambda.Ancestors().OfType<IArgumentOperation>().FirstOrDefault() is { Parent: IInvocationOperation { TargetMethod.ContainingType: { } type } }
        && type.ToDisplayString() is "System.Linq.Enumerable" or "System.Threading.Tasks.Parallel";

    private static ISymbol? Receiver(IInvocationOperation call) => call.Instance?.Bare() switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => member.Member,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };

    private bool Mentions(ISymbol element) => Call.Descendants().Any(o => o switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, element),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, element),
        _ => false,
    });
}

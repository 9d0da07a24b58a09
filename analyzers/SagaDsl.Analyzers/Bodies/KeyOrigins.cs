using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>Where a value comes from, followed through the variables of one body and no further.</summary>
internal sealed class KeyOrigins(StepBody body)
{
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    /// <summary>Something of the step's context is in it.</summary>
    public bool FromContext { get; private set; }

    /// <summary>Something is in it that is another one on every attempt.</summary>
    public bool Fresh { get; private set; }

    /// <summary>Something is in it whose origin is outside of this body.</summary>
    public bool Unknown { get; private set; }

    public void Follow(IOperation value)
    {
        foreach (var operation in value.DescendantsAndSelf())
            Look(operation);
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IParameterReferenceOperation { Parameter: { } parameter } when body.Types.IsContext(parameter.Type):
                FromContext = true;
                break;
            case IParameterReferenceOperation { Parameter: { } parameter }:
                // A helper's parameter, a lambda's, a constructor's: its caller knows.
                Unknown |= body.Role == StepRole.Helper || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body.Method);
                break;
            case ILocalReferenceOperation { Local: { } local } when _seen.Add(local):
                FollowLocal(local);
                break;
            case IInvocationOperation call when FreshValueAnalyzer.IsFresh(call.TargetMethod):
                Fresh = true;
                break;
            case IInvocationOperation { Instance: IInstanceReferenceOperation } or IFieldReferenceOperation { Instance: IInstanceReferenceOperation }
                or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation }:
                Unknown = true;
                break;
        }
    }

    private void FollowLocal(ILocalSymbol local)
    {
        var found = false;
        foreach (var operation in body.Operations)
        {
            var value = operation switch
            {
                IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local) => declarator.GetVariableInitializer()?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Is(target.Local, local) => assignment.Value,
                _ => null,
            };
            if (value is null)
                continue;
            found = true;
            Follow(value);
        }
        Unknown |= !found;
    }

    private static bool Is(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}

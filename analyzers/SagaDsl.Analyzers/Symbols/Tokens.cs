using Microsoft.CodeAnalysis;

namespace SagaDsl.Analyzers;

/// <summary>Finds the form of a method that takes a CancellationToken.</summary>
internal static class Tokens
{
    /// <summary>The overload with the same parameters, the same result, and a token at the end; null where there is none.</summary>
    public static IMethodSymbol? Overload(IMethodSymbol method, KnownTypes types)
    {
        var plain = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!types.IsTask(plain.ReturnType))
            return null;
        foreach (var other in plain.ContainingType.GetMembers(plain.Name).OfType<IMethodSymbol>())
        {
            if (Extends(other, plain, types))
                return other;
        }
        return null;
    }

    private static bool Extends(IMethodSymbol other, IMethodSymbol plain, KnownTypes types)
    {
        if (other.Parameters.Length != plain.Parameters.Length + 1 || other.IsStatic != plain.IsStatic || other.Arity != plain.Arity
            || other.DeclaredAccessibility < plain.DeclaredAccessibility || !types.IsToken(other.Parameters[plain.Parameters.Length].Type))
        {
            return false;
        }
        for (var i = 0; i < plain.Parameters.Length; i++)
        {
            // Type parameters of two overloads are never equal symbols: their text is.
            if (plain.Parameters[i].IsParams || other.Parameters[i].Type.ToDisplayString() != plain.Parameters[i].Type.ToDisplayString())
                return false;
        }
        return other.ReturnType.ToDisplayString() == plain.ReturnType.ToDisplayString();
    }
}

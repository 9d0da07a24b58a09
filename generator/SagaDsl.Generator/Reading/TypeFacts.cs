using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>What rules ask about a type.</summary>
internal static class TypeFacts
{
    public static TypeTraits Of(ITypeSymbol type)
    {
        var traits = TypeTraits.None;
        if (type.IsValueType)
            traits |= TypeTraits.ValueType;
        if (IsPlain(type))
            traits |= TypeTraits.Plain;
        if (type.IsTupleType || type is INamedTypeSymbol { Name: "Tuple", IsGenericType: true } tuple && IsIn(tuple, "System"))
            traits |= TypeTraits.Tuple;
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Dynamic or TypeKind.TypeParameter || type.IsRefLikeType
            || type.IsAnonymousType)
            traits |= TypeTraits.Unusable;
        if (HasUnknown(type))
            traits |= TypeTraits.Unknown;
        return traits | Visibility(type);
    }

    /// <summary>Whether a type is in a namespace, given outermost first and at most two deep from the last part.</summary>
    public static bool IsIn(ITypeSymbol type, string space) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } of && Matches(of, space);

    /// <summary>Whether a type is that of an attribute.</summary>
    public static bool Is(ITypeSymbol? type, KnownAttribute attribute) =>
        type is not null && type.Name == Vocabulary.TypeOf(attribute) && IsIn(type, Vocabulary.NamespaceOf(attribute));

    private static bool Matches(INamespaceSymbol space, string name)
    {
        var end = name.Length;
        while (true)
        {
            if (space.IsGlobalNamespace)
                return end < 0;
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0 || (start > 0 && name[start - 1] != '.'))
                return false;
            end = start - 1;
            space = space.ContainingNamespace;
        }
    }

    private static bool IsPlain(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return IsPlainElement(array.ElementType);
        if (type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime)
            return true;
        if (type is not INamedTypeSymbol named)
            return false;
        if (!named.IsGenericType)
            return named.Name is "Guid" or "Uri" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Half" or "Int128" or "UInt128"
                && IsIn(named, "System");
        if (named.ContainingNamespace is not { Name: "Generic" or "Immutable" or "ObjectModel" or "Frozen" or "Concurrent",
            ContainingNamespace.Name: "Collections" })
            return false;
        foreach (var argument in named.TypeArguments)
        {
            if (!IsPlainElement(argument))
                return false;
        }

        return true;
    }

    private static bool IsPlainElement(ITypeSymbol type) => IsPlain(TypeReader.IsNullableValue(type, out var core) ? core : type);

    private static bool HasUnknown(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => HasUnknown(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } named => named.TypeArguments.Any(HasUnknown),
        _ => false,
    };

    /// <summary>Public, or hidden from code beside the type; neither: internal.</summary>
    public static TypeTraits Visibility(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return Visibility(array.ElementType);
        var least = TypeTraits.Public;
        for (var at = type as INamedTypeSymbol; at is not null; at = at.ContainingType)
        {
            if (at.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal || at.IsFileLocal)
                return TypeTraits.Hidden;
            if (at.DeclaredAccessibility != Accessibility.Public)
                least = TypeTraits.None;
            foreach (var argument in at.TypeArguments)
            {
                var inner = Visibility(argument);
                if (inner == TypeTraits.Hidden)
                    return inner;
                least &= inner;
            }
        }

        return least;
    }
}

using System.Text;
using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Turns type symbols into text. One for each saga that is read: types repeat within it.</summary>
internal sealed class TypeReader
{
    private readonly Dictionary<ITypeSymbol, TypeRef> _known = new(SymbolEqualityComparer.IncludeNullability);

    public TypeRef Read(ITypeSymbol type)
    {
        if (!_known.TryGetValue(type, out var read))
            _known[type] = read = Make(type);
        return read;
    }

    public static bool IsNullableValue(ITypeSymbol type, out ITypeSymbol underlying)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } named)
        {
            underlying = named.TypeArguments[0];
            return true;
        }

        underlying = type;
        return false;
    }

    private static TypeRef Make(ITypeSymbol type)
    {
        var nullableValue = IsNullableValue(type, out var core);
        var traits = TypeFacts.Of(core);
        var identity = Write(core, annotated: false, qualified: true);
        var code = core is INamedTypeSymbol { IsGenericType: true } or IArrayTypeSymbol ? Write(core, annotated: true, qualified: true) : identity;
        return new(
            identity,
            nullableValue ? code + "?" : code,
            Write(core, annotated: false, qualified: false) + (nullableValue ? "?" : ""),
            nullableValue || type.NullableAnnotation == NullableAnnotation.Annotated,
            traits);
    }

    private static string Write(ITypeSymbol type, bool annotated, bool qualified)
    {
        var text = new StringBuilder();
        Write(text, type, annotated, qualified);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ITypeSymbol type, bool annotated, bool qualified)
    {
        if (type is IArrayTypeSymbol array)
        {
            WriteArray(text, array, annotated, qualified);
            return;
        }

        if (type is not INamedTypeSymbol named)
        {
            text.Append(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            return;
        }

        if (IsNullableValue(named, out var underlying))
        {
            WriteArgument(text, underlying, annotated, qualified);
            text.Append('?');
            return;
        }

        if (Keyword(named.SpecialType) is { } keyword)
        {
            text.Append(keyword);
            return;
        }

        if (qualified && named.ContainingType is null && named.TypeKind != TypeKind.Error)
        {
            text.Append("global::");
            WriteNamespace(text, named.ContainingNamespace);
        }
        else if (named.ContainingType is { } container)
        {
            Write(text, container, annotated, qualified);
            text.Append('.');
        }

        text.Append(qualified ? Names.Escape(named.Name) : named.Name);
        if (named.TypeArguments.Length == 0)
            return;
        text.Append('<');
        for (var i = 0; i < named.TypeArguments.Length; i++)
        {
            if (i > 0)
                text.Append(", ");
            WriteArgument(text, named.TypeArguments[i], annotated, qualified);
        }

        text.Append('>');
    }

    private static void WriteArgument(StringBuilder text, ITypeSymbol type, bool annotated, bool qualified)
    {
        Write(text, type, annotated, qualified);
        if (annotated && type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated)
            text.Append('?');
    }

    // The outermost rank stands first: int[,][] is an array of rank 2 whose elements are int[].
    private static void WriteArray(StringBuilder text, IArrayTypeSymbol array, bool annotated, bool qualified)
    {
        ITypeSymbol element = array;
        var ranks = new StringBuilder();
        while (element is IArrayTypeSymbol inner)
        {
            ranks.Append('[').Append(',', inner.Rank - 1).Append(']');
            element = inner.ElementType;
            if (annotated && element is IArrayTypeSymbol && element.NullableAnnotation == NullableAnnotation.Annotated)
                ranks.Append('?');
        }

        WriteArgument(text, element, annotated, qualified);
        text.Append(ranks);
    }

    private static void WriteNamespace(StringBuilder text, INamespaceSymbol space)
    {
        if (space.IsGlobalNamespace)
            return;
        WriteNamespace(text, space.ContainingNamespace);
        text.Append(Names.Escape(space.Name)).Append('.');
    }

    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_String => "string",
        _ => null,
    };
}

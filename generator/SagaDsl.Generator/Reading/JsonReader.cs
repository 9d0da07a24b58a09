using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>
/// Gathers facts about how values become JSON. For the analyzer only: they need System.Text.Json's generated members,
/// which generators do not see, and walks that are too slow for every keystroke.
/// </summary>
internal static class JsonReader
{
    /// <summary>Reads the facts of a saga's values.</summary>
    /// <param name="context">The saga's <c>JsonSerializerContext</c>.</param>
    /// <param name="values">Input and results.</param>
    /// <param name="derived">A class of the compilation that derives from the given one, if there is one.</param>
    public static JsonModel Read(INamedTypeSymbol? context, IReadOnlyCollection<ITypeSymbol> values, Func<INamedTypeSymbol, INamedTypeSymbol?> derived)
    {
        var types = new TypeReader();
        var unreadable = new List<TypeRemark>();
        var open = new List<TypeRemark>();
        foreach (var value in values.Select(v => TypeReader.IsNullableValue(v, out var core) ? core : v))
        {
            if (types.Read(value).Is(TypeTraits.Tuple | TypeTraits.Unknown | TypeTraits.Unusable))
                continue;
            if (JsonShape.WhyUnreadable(value) is { } why)
                unreadable.Add(new(types.Read(value).Identity, why));
            else if (value is INamedTypeSymbol { TypeKind: TypeKind.Class, IsSealed: false, IsAbstract: false, SpecialType: SpecialType.None } open1
                && open1.Locations.Any(l => l.IsInSource)
                    && !JsonShape.Has(open1, "JsonPolymorphicAttribute", "JsonDerivedTypeAttribute", "JsonConverterAttribute") && derived(open1) is { } lower)
                open.Add(new(types.Read(value).Identity, lower.Name));
        }

        return new(context is not null && IsSerializationOnly(context), context is null ? null : Listed(context, types), unreadable.ToEquatable(),
            open.ToEquatable());
    }

    // What System.Text.Json generates: a property JsonTypeInfo<T> for every type it can read, the listed and what they hold.
    private static EquatableArray<string> Listed(INamedTypeSymbol context, TypeReader types)
    {
        var generated = context.GetMembers().OfType<IPropertySymbol>()
            .Select(p => p.Type).OfType<INamedTypeSymbol>().Where(t => t is { Name: "JsonTypeInfo", TypeArguments.Length: 1 }).Select(t => t.TypeArguments[0]);
        var attributes = context.GetAttributes()
            .Where(a => a.AttributeClass?.Name == "JsonSerializableAttribute").Select(a => a.ConstructorArguments.FirstOrDefault().Value).OfType<ITypeSymbol>();
        return generated.Concat(attributes).Select(t => types.Read(t).Identity).Distinct().ToEquatable();
    }

    private static bool IsSerializationOnly(INamedTypeSymbol context) =>
        context.GetAttributes()
            .Any(a => a.AttributeClass?.Name == "JsonSourceGenerationOptionsAttribute"
                && a.NamedArguments.Any(n => n is { Key: "GenerationMode", Value.Value: 2 }));
}

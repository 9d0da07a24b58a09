using Microsoft.CodeAnalysis;

namespace SagaDsl.Generator.Reading;

/// <summary>Whether System.Text.Json can read back what it wrote of a type; looks at the type itself, not at what its members hold.</summary>
internal static class JsonShape
{
    /// <summary>Why a value of the type does not survive, as a clause; null: it does, or a converter decides.</summary>
    public static string? WhyUnreadable(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Delegate } => "it is a delegate",
        { TypeKind: TypeKind.Interface } when !IsCollection(type)
            && !Has(type, "JsonPolymorphicAttribute", "JsonDerivedTypeAttribute", "JsonConverterAttribute") =>
            "it is an interface, and which type to construct is not known",
        INamedTypeSymbol named when Derives(named, "Stream", "System.IO") => "it is a stream",
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named when named.Locations.Any(l => l.IsInSource) && !IsCollection(named) =>
            OfMembers(named),
        _ => null,
    };

    public static bool Has(ITypeSymbol type, params string[] attributes) =>
        type.GetAttributes().Any(a => attributes.Contains(a.AttributeClass?.Name));

    private static string? OfMembers(INamedTypeSymbol type)
    {
        if (Has(type, "JsonConverterAttribute", "JsonPolymorphicAttribute", "JsonDerivedTypeAttribute"))
            return null;
        if (type.IsAbstract)
            return "it is abstract, and which type to construct is not known";
        var constructor = Constructor(type);
        if (constructor is null)
            return "it has no constructor that System.Text.Json would use: a public one without parameters, a single public one, " +
                "or one marked [JsonConstructor]";

        var members = Members(type).ToList();
        var lost = members.FirstOrDefault(p => p.SetMethod is null
            && !constructor.Parameters.Any(c => string.Equals(c.Name, p.Name, StringComparison.OrdinalIgnoreCase)) && IsStored(p));
        if (lost is not null)
            return $"its get-only member {lost.Name} matches no parameter of its constructor";
        var unfilled =
            constructor.Parameters.FirstOrDefault(c => !members.Any(p => string.Equals(c.Name, p.Name, StringComparison.OrdinalIgnoreCase))
                && !Fields(type).Any(f => string.Equals(c.Name, f.Name, StringComparison.OrdinalIgnoreCase)));
        return unfilled is null ? null : $"the parameter {unfilled.Name} of its constructor matches no public member";
    }

    // As System.Text.Json chooses: the marked one, else the parameterless, else the only public one; structs have a parameterless one.
    private static IMethodSymbol? Constructor(INamedTypeSymbol type)
    {
        var all = type.InstanceConstructors.Where(c => !(c.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type)))
            .ToList();
        var usable = all.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        return all.FirstOrDefault(c => Has(c, "JsonConstructorAttribute"))
            ?? usable.FirstOrDefault(c => c.Parameters.Length == 0)
            ?? (usable.Count == 1 ? usable[0] : null);
    }

    // A computed property is written and not missed when read; one that is stored in a field of its own is lost.
    private static bool IsStored(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private static IEnumerable<IPropertySymbol> Members(INamedTypeSymbol type)
    {
        for (var at = type; at is not null && at.SpecialType == SpecialType.None; at = at.BaseType)
        {
            foreach (var property in at.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
                    && !Has(property, "JsonIgnoreAttribute"))
                    yield return property;
            }
        }
    }

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(f => f.DeclaredAccessibility == Accessibility.Public || Has(f, "JsonIncludeAttribute"));

    private static bool Has(ISymbol symbol, params string[] attributes) =>
        symbol.GetAttributes().Any(a => attributes.Contains(a.AttributeClass?.Name));

    private static bool IsCollection(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Collections_IEnumerable
            || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    private static bool Derives(INamedTypeSymbol type, string name, string space)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.Name == name && TypeFacts.IsIn(at, space))
                return true;
        }

        return false;
    }
}

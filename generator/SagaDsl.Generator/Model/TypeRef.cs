namespace SagaDsl.Generator.Model;

/// <summary>A type as text. Two are the same type for binding when their <see cref="Identity"/> is the same.</summary>
/// <param name="Identity">Fully qualified, without nullability and tuple names; of <c>T?</c> over a value type, <c>T</c>.</param>
/// <param name="Code">
/// Fully qualified, with the nullability of type arguments, without a top-level annotation of a reference type: what generated code writes.
/// </param>
/// <param name="Display">Without namespaces: what messages say.</param>
/// <param name="IsNullable">Whether it is written <c>T?</c>.</param>
/// <param name="Traits">What rules ask about it.</param>
internal sealed record TypeRef(string Identity, string Code, string Display, bool IsNullable, TypeTraits Traits)
{
    /// <summary>With its annotation: <c>T?</c> where it is written so.</summary>
    public string Annotated => IsNullable && !Is(TypeTraits.ValueType) ? Code + "?" : Code;

    /// <summary>What messages say where it matters that it may be null.</summary>
    public string Shown => IsNullable && !Is(TypeTraits.ValueType) ? Display + "?" : Display;

    public bool Is(TypeTraits trait) => (Traits & trait) != 0;
}

/// <summary>What rules ask about a type.</summary>
[Flags]
internal enum TypeTraits
{
    None = 0,

    ValueType = 1,

    /// <summary>A primitive, text, a date, an id, or a collection of those: says nothing about which value is meant.</summary>
    Plain = 2,

    Tuple = 4,

    /// <summary>Something that cannot be a value of a saga: a pointer, a ref struct, <c>dynamic</c>, a type parameter.</summary>
    Unusable = 8,

    /// <summary>A type that does not exist, or that another generator makes.</summary>
    Unknown = 16,

    /// <summary>Not to be seen outside the class it is nested in.</summary>
    Hidden = 32,

    Public = 64,
}

namespace SagaDsl.Generator.Model;

/// <summary>Facts about how a saga's values become JSON. They cost time to gather, and only the analyzer asks.</summary>
/// <param name="SerializationOnly">Whether the context is generated with <c>GenerationMode = Serialization</c>.</param>
/// <param name="Readable">The identities the context lists, or null where there is no context.</param>
/// <param name="Unreadable">Values that do not survive a round trip, and why.</param>
/// <param name="Open">Identities of unsealed result types with derived types and without <c>[JsonPolymorphic]</c>, and one of those derived.</param>
internal sealed record JsonModel(
    bool SerializationOnly,
    EquatableArray<string>? Readable,
    EquatableArray<TypeRemark> Unreadable,
    EquatableArray<TypeRemark> Open);

/// <summary>A remark about a type.</summary>
/// <param name="Identity">The type.</param>
/// <param name="Text">What is to be said.</param>
internal sealed record TypeRemark(string Identity, string Text);

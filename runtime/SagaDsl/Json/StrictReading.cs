using System.Text.Json.Serialization.Metadata;

namespace SagaDsl.Json;

/// <summary>
/// What is stored must be all that today's types ask for. A property that was renamed or added since is missing in what an
/// older version stored: to go on with null or zero in its place would act on a value that never was. A member is allowed to
/// be missing where its type says so: a nullable property, or a constructor parameter with a default.
/// What is stored and no longer asked for is left unread.
/// </summary>
internal static class StrictReading
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
        {
            // Metadata that knows no annotations (of an older generator) says nothing about null.
            if (property.AttributeProvider is null && property.AssociatedParameter is null)
                continue;
            if (!IsStored(property) || !MustBeThere(property))
                continue;
            // What only the constructor sets can be marked all the same: its setter is never called.
            property.Set ??= static (_, _) => { };
            property.IsRequired = true;
        }
    }

    // One that is left out at times when it is written ([JsonIgnore(Condition = ..)]) may be missing when it is read.
    private static bool IsStored(JsonPropertyInfo property) => property is { Get: not null, ShouldSerialize: null, IsExtensionData: false };

    private static bool MustBeThere(JsonPropertyInfo property) => property.AssociatedParameter is { } parameter
        ? !parameter.HasDefaultValue
        : property.Set is not null && (property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is null : !property.IsSetNullable);
}

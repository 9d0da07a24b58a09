using Microsoft.CodeAnalysis;

namespace SagaDsl.Analyzers;

/// <summary>Tells parameters that carry an idempotency key by their names.</summary>
internal static class Keys
{
    public static bool IsKey(IParameterSymbol parameter) =>
        parameter.Type.SpecialType == SpecialType.System_String || parameter.Type.ToDisplayString() is "System.Guid" or "System.Guid?"
            ? Names.Contains(parameter.Name.Replace("_", ""))
            : false;

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "idempotencyKey", "idempotencyId", "idempotencyToken", "idempotentKey", "requestId", "clientRequestId",
        "dedupId", "dedupKey", "dedupeId", "dedupeKey", "deduplicationId", "deduplicationKey", "messageDeduplicationId",
    };
}

using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>
/// Idempotency keys, stable for ever: <c>{prefix}/{saga}/{instance}/{step}[/{index}][/undo | /confirm][/:{part}]</c>.
/// An index is digits, a phase one of two words, and a part of the user's begins with a colon: whatever a user passes, no
/// two of them are one. In prefix, instance and part, <c>/</c> and <c>%</c> are escaped.
/// </summary>
internal static class IdempotencyKeys
{
    /// <summary>What all keys of an instance begin with.</summary>
    public static string Root(string prefix, string saga, string instance) => $"{Escape(prefix)}/{saga}/{Escape(instance)}";

    public static string Of(string root, string step, int? element, StepPhase phase) => StepKey.Under(root, step, element, phase);

    /// <summary>A key of its own for a second effect of the same call.</summary>
    public static string Part(string key, string part) => $"{key}/:{Escape(part)}";

    // '%' too, so that no two ids share a key.
    private static string Escape(string part) =>
        part.AsSpan().IndexOfAny('/', '%') < 0 ? part : part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}

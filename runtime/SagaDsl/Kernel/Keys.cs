using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>Idempotency keys: <c>{prefix}/{saga}/{instance}/{step}</c>, and <c>/undo</c> behind it for the compensation. Stable for ever.</summary>
internal static class Keys
{
    public static string Action(SagaState state, int step) => $"{state.KeyRoot}/{state.Plan.Steps[step].Name}";

    public static string Undo(SagaState state, int step) => $"{state.KeyRoot}/{state.Plan.Steps[step].Name}{StepKey.UndoSuffix}";

    public static string For(string key, string part) => $"{key}/{Escape(part)}";

    /// <summary>What all keys of an instance begin with.</summary>
    public static string Root(string prefix, string saga, string instance) => $"{Escape(prefix)}/{saga}/{Escape(instance)}";

    // '%' too, so that no two ids share a key.
    private static string Escape(string part) =>
        part.AsSpan().IndexOfAny('/', '%') < 0 ? part : part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}

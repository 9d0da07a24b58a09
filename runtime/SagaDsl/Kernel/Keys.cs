namespace SagaDsl.Kernel;

/// <summary>Idempotency keys: <c>{prefix}/{saga}/{instance}/{step}</c>, and <c>/undo</c> behind it for the compensation. Stable for ever.</summary>
internal static class Keys
{
    public static string Action(SagaState state, int step) => Action(state, state.Plan.Steps[step].Name);

    public static string Undo(SagaState state, int step) => Action(state, step) + "/undo";

    public static string For(string key, string part) => $"{key}/{Escape(part)}";

    private static string Action(SagaState state, string step)
    {
        var (prefix, saga, instance) = (Escape(state.KeyPrefix), state.Plan.Name, Escape(state.Id));
        return string.Create(prefix.Length + saga.Length + instance.Length + step.Length + 3, (prefix, saga, instance, step), static (span, p) =>
        {
            Put(ref span, p.prefix, '/');
            Put(ref span, p.saga, '/');
            Put(ref span, p.instance, '/');
            p.step.CopyTo(span);
        });
    }

    private static void Put(ref Span<char> span, string text, char end)
    {
        text.CopyTo(span);
        span[text.Length] = end;
        span = span[(text.Length + 1)..];
    }

    // '%' too, so that no two ids share a key.
    private static string Escape(string part) =>
        part.AsSpan().IndexOfAny('/', '%') < 0 ? part : part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}

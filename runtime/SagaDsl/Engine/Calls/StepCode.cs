namespace SagaDsl.Engine;

/// <summary>
/// The execution context that every call of user code begins with: nothing of what another step, or the engine, left in
/// AsyncLocals, culture or current activity, and a mark that tells code inside a step from code outside.
/// </summary>
internal static class StepCode
{
    private static readonly AsyncLocal<bool> Inside = new();
    private static readonly ExecutionContext Clean = Capture(null);
    private static readonly ExecutionContext Marked = Capture(Inside);

    /// <summary>Whether the caller is code of a step.</summary>
    public static bool IsCaller => Inside.Value;

    /// <summary>Runs something as code of a step.</summary>
    public static void Run(ContextCallback code, object state) => ExecutionContext.Run(Marked, code, state);

    /// <summary>Runs something of the engine's on a thread of a user's.</summary>
    public static void Leave(ContextCallback code, object state) => ExecutionContext.Run(Clean, code, state);

    private static ExecutionContext Capture(AsyncLocal<bool>? mark)
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() =>
        {
            // Through the parameter: a static of this class cannot be touched from another thread before its initializers are over.
            if (mark is not null)
                mark.Value = true;
            captured = ExecutionContext.Capture();
        });

        // Unsafe: without what the thread that happens to come first has.
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}

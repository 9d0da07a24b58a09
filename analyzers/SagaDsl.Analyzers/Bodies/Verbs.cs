using Microsoft.CodeAnalysis;

namespace SagaDsl.Analyzers;

/// <summary>Tells by a method's first word what it does.</summary>
internal static class Verbs
{
    private static readonly string[] Reading =
        ["Get", "Find", "TryGet", "TryFind", "Lookup", "Query", "Read", "Exists", "Has", "Is", "Check", "Fetch", "List", "Search", "Load", "Log", "Trace",
            "Validate", "Ensure", "Contains", "Wait"];

    // Their false says "was not there", or "was there": the work is done all the same.
    private static readonly string[] Idempotent = ["Add", "Remove", "Delete", "Set", "Clear", "Evict", "Expire", "MoveNext", "Subscribe", "Unsubscribe"];

    /// <summary>It looks and has no effect.</summary>
    public static bool Reads(IMethodSymbol method) => StartsWith(method, Reading);

    /// <summary>Its bool is an answer, and hardly a failure.</summary>
    public static bool Answers(IMethodSymbol method) => Reads(method) || StartsWith(method, Idempotent) || IsPlatform(method);

    public static bool IsPlatform(IMethodSymbol method) =>
        method.ContainingType.ContainingNamespace.ToDisplayString() is var space
            && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private static bool StartsWith(IMethodSymbol method, string[] verbs) => Array.Exists(verbs, verb =>
        method.Name.StartsWith(verb, StringComparison.Ordinal) && (method.Name.Length == verb.Length || !char.IsLower(method.Name[verb.Length])));
}

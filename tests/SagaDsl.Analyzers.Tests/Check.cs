using System.Reflection;
using SagaDsl.CodeFixes;
using SagaDsl.TestKit.Analyzers;

namespace SagaDsl.Analyzers.Tests;

/// <summary>The rules and fixes under test, with the generator before them.</summary>
internal static class Check
{
    public static RuleSet Rules { get; } = new(Assembly.Load("SagaDsl.Generator"), typeof(StepBodyAnalyzer).Assembly, typeof(SagaCodeFix).Assembly);

    private static readonly AnalyzerHarness Harness = new(Rules);
    private static readonly FixHarness Fixes = new(Rules);

    /// <summary>The marks are met, exactly.</summary>
    public static Task FindsAsync(string id, string marked, AnalysisOptions? options = null) => Harness.VerifyAsync(marked, id, options);

    /// <summary>Nothing is found.</summary>
    public static Task SilentAsync(string source, AnalysisOptions? options = null) => Harness.VerifyAsync(source, null, options);

    public static Task FixesAsync(string id, string source, string expected, string? key = null, AnalysisOptions? options = null) =>
        Fixes.VerifyAsync(id, source, expected, key, options);

    public static Task<IReadOnlyList<string>> OfferedAsync(string id, string source, AnalysisOptions? options = null) =>
        Fixes.OfferedAsync(id, source, options);
}

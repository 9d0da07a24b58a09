using Microsoft.CodeAnalysis;
using Xunit;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>Checks that rules fire exactly where the marks are, and nowhere else.</summary>
public sealed class AnalyzerHarness(RuleSet rules)
{
    /// <summary>The rules.</summary>
    public RuleSet Rules { get; } = rules;

    /// <summary>
    /// Analyses marked source: every mark is met by a finding with that id and that span, and every finding by a mark.
    /// </summary>
    /// <param name="marked">The source; it compiles, apart from <see cref="AnalysisOptions.AllowedErrors"/>.</param>
    /// <param name="defaultId">What <c>[|…|]</c> stands for.</param>
    /// <param name="options">How to analyse.</param>
    public async Task VerifyAsync(string marked, string? defaultId = null, AnalysisOptions? options = null)
    {
        options ??= new();
        var source = MarkedSource.Parse(marked, defaultId);
        var findings = await FindAsync(source.Text, options);
        var actual = findings.Select(f => (At: Place(f), Note: f.GetMessage())).ToList();
        var missing = source.Expected.Except(actual.Select(a => a.At)).ToList();
        var unexpected = actual.Where(a => !source.Expected.Contains(a.At)).ToList();
        var twice = actual.GroupBy(a => a.At).Where(g => g.Count() > 1).ToList();
        if (missing.Count == 0 && unexpected.Count == 0 && twice.Count == 0)
            return;
        var notes = missing.Select(m => (m, "expected here, and silent")).Concat(unexpected.Select(u => (u.At, "not expected: " + u.Note)))
            .Concat(twice.Select(t => (t.Key, "reported twice")));
        Assert.Fail("The findings differ from the marks.\n\n" + SourceReport.Print(source.Text, notes) + "\nAll findings:\n" +
            SourceReport.Print(source.Text, actual));
    }

    /// <summary>What the analyzers find in a source that compiles.</summary>
    public async Task<IReadOnlyList<Diagnostic>> FindAsync(string source, AnalysisOptions? options = null)
    {
        options ??= new();
        var result = await Analysis.RunAsync(Analysis.Compile(source, options), Rules);
        Demand(result, source, options);
        return [.. result.Findings.OrderBy(f => f.Location.SourceSpan.Start)];
    }

    /// <summary>What the analyzers find in a source that need not compile, crashes (AD0001) included: code as it is while it is typed.</summary>
    public async Task<IReadOnlyList<Diagnostic>> FindWhileTypingAsync(string source, AnalysisOptions? options = null) =>
        (await Analysis.RunAsync(Analysis.Compile(source, options ?? new()), Rules)).Findings;

    /// <summary>The place of a finding.</summary>
    internal static MarkedSpan Place(Diagnostic finding) => new(finding.Id, finding.Location.SourceSpan);

    /// <summary>Fails where an analyzer threw, or the source does not compile.</summary>
    internal static void Demand(AnalysisResult result, string source, AnalysisOptions options)
    {
        if (result.Findings.FirstOrDefault(f => f.Id == "AD0001") is { } crash)
            Assert.Fail($"An analyzer threw:\n{crash.GetMessage()}");
        var errors = result.Errors.Where(e => !options.AllowedErrors.Contains(e.Id)).ToList();
        if (errors.Count > 0)
            Assert.Fail("The source does not compile.\n\n" + string.Join("\n", errors.Take(8)) + "\n\n"
                + SourceReport.Print(source, errors.Where(e => e.Location.SourceTree?.FilePath == "/src/Test.cs").Select(e => (Place(e), e.GetMessage()))));
    }
}

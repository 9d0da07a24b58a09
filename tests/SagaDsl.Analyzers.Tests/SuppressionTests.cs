using Microsoft.CodeAnalysis;
using SagaDsl.TestKit.Analyzers;

namespace SagaDsl.Analyzers.Tests;

/// <summary>A person can turn every rule off, in each way that C# has; except those without which there is no saga to generate.</summary>
public sealed class SuppressionTests
{
    [Theory, MemberData(nameof(Firing))]
    public async Task A_pragma_silences_a_rule(string path)
    {
        var (id, text, options) = Case(path);
        await ExpectAsync(id, $"#pragma warning disable {id}\n{text}", options);
    }

    [Theory, MemberData(nameof(Firing))]
    public async Task SuppressMessage_silences_a_rule(string path)
    {
        var (id, text, options) = Case(path);
        var suppression = $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"SagaDsl\", \"{id}\", Scope = \"module\", Justification = \"tested\")]";
        await SilentAsync(id, text, options with { MoreFiles = new Dictionary<string, string>(options.MoreFiles) { ["Suppressions.cs"] = suppression } });
    }

    [Theory, MemberData(nameof(Firing))]
    public async Task An_editorconfig_silences_a_rule(string path)
    {
        var (id, text, options) = Case(path);
        await ExpectAsync(id, text, options with { EditorConfig = $"dotnet_diagnostic.{id}.severity = none" });
    }

    [Theory, MemberData(nameof(Firing))]
    public async Task An_editorconfig_makes_a_rule_an_error(string path)
    {
        var (id, text, options) = Case(path);
        var findings = await Harness.FindAsync(text, options with { EditorConfig = $"dotnet_diagnostic.{id}.severity = error" });
        Assert.All(findings.Where(f => f.Id == id), f => Assert.Equal(DiagnosticSeverity.Error, f.Severity));
        Assert.Contains(findings, f => f.Id == id);
    }

    public static TheoryData<string> Firing() => [.. CaseFiles.All("Fires")];

    private static AnalyzerHarness Harness { get; } = new(Check.Rules);

    private static (string Id, string Text, AnalysisOptions Options) Case(string path)
    {
        var text = CaseFiles.Read(path);
        return (CaseFiles.IdOf(path), MarkedSource.Parse(text, CaseFiles.IdOf(path)).Text, CaseFiles.OptionsOf(text));
    }

    private static async Task SilentAsync(string id, string text, AnalysisOptions options) =>
        Assert.DoesNotContain(await Harness.FindAsync(text, options), f => f.Id == id);

    /// <summary>Silent; but what blocks is no matter of configuration. [SuppressMessage] hides even that: the saga then says it at startup.</summary>
    private static async Task ExpectAsync(string id, string text, AnalysisOptions options)
    {
        var findings = await Harness.FindAsync(text, options);
        if (Check.Rules.Rules[id].CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable))
            Assert.Contains(findings, f => f.Id == id);
        else
            Assert.DoesNotContain(findings, f => f.Id == id);
    }
}

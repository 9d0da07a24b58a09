using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SagaDsl.TestKit;

namespace SagaDsl.Analyzers.Tests;

/// <summary>Rules, their pages, the release files and their tests are one set.</summary>
public sealed partial class CatalogTests
{
    private static readonly string Pages = Repository.PathOf("docs", "rules");

    public static TheoryData<string> Ids() => [.. Check.Rules.Rules.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_rule_has_cases_and_every_case_a_rule() =>
        Assert.Equal(Check.Rules.Rules.Keys.Order(StringComparer.Ordinal), CaseFiles.Ids);

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() => Assert.Equal(
        Check.Rules.Rules.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Pages, "SAGA*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_case_that_fires_and_one_that_does_not(string id)
    {
        Assert.Contains(CaseFiles.All("Fires"), p => CaseFiles.IdOf(p) == id);
        Assert.Contains(CaseFiles.All("Silent"), p => CaseFiles.IdOf(p) == id);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_with_a_fix_has_a_case_of_it_and_no_other_has(string id) => Assert.Equal(
        Check.Rules.Fixes.Any(f => f.FixableDiagnosticIds.Contains(id)), CaseFiles.Fixes().Any(f => f.Id == id));

    [Theory, MemberData(nameof(Ids))]
    public void A_page_says_what_the_rule_says(string id)
    {
        var rule = Check.Rules.Rules[id];
        var page = File.ReadAllText(Path.Combine(Pages, id + ".md"));
        Assert.StartsWith($"# {id}: {rule.Title}\n\n{rule.DefaultSeverity}", page, StringComparison.Ordinal);
        Assert.Equal(HasFix(id), page.Contains(", has a code fix", StringComparison.Ordinal));
        Assert.Equal(Blocks(rule), page.Contains(", not configurable", StringComparison.Ordinal));
        foreach (var heading in new[] { "Cause", "What happens if it stays", "How to fix", "When to suppress" })
            Assert.Matches($"\n## {Regex.Escape(heading)}\n\n\\S", page);
    }

    [Fact]
    public void The_index_lists_every_rule()
    {
        var lines = File.ReadAllLines(Path.Combine(Pages, "README.md")).Where(l => l.StartsWith("| [SAGA", StringComparison.Ordinal));
        Assert.Equal(Check.Rules.Rules.Values.OrderBy(r => r.Id, StringComparer.Ordinal).Select(Line), lines);
        static string Line(DiagnosticDescriptor r) =>
            $"| [{r.Id}]({r.Id}.md) | {r.DefaultSeverity}{(Blocks(r) ? ", blocks" : "")} | {(HasFix(r.Id) ? "yes" : "")} | {r.Title} |";
    }

    [Fact]
    public void The_release_files_list_every_rule()
    {
        var listed = new[] { "Shipped", "Unshipped" }
            .SelectMany(f => File.ReadAllLines(Repository.PathOf("analyzers", "SagaDsl.Analyzers", $"AnalyzerReleases.{f}.md")))
            .Select(l => Release().Match(l)).Where(m => m.Success)
            .Select(m => (Id: m.Groups[1].Value, Category: m.Groups[2].Value, Severity: m.Groups[3].Value)).OrderBy(r => r.Id, StringComparer.Ordinal);
        Assert.Equal(
            Check.Rules.Rules.Values.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => (r.Id, r.Category, r.DefaultSeverity.ToString())), listed);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_speaks_to_a_person(string id)
    {
        var rule = Check.Rules.Rules[id];
        Assert.Equal(HelpLinks.For(id) ?? "", rule.HelpLinkUri);
        Assert.True(rule.IsEnabledByDefault);
        Assert.DoesNotMatch(@"[.!]$", rule.Title.ToString());
        // What is wrong, and what happens if it stays: one clause is not enough for both.
        Assert.Matches(@"[:;,.]", rule.MessageFormat.ToString());
        Assert.InRange(rule.MessageFormat.ToString().Length, 15, 400);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("https://example.org/sagas", "https://example.org/sagas/blob/HEAD/docs/rules/SAGA101.md")]
    [InlineData("https://example.org/sagas/", "https://example.org/sagas/blob/HEAD/docs/rules/SAGA101.md")]
    public void A_help_link_leads_into_the_repository_or_is_not_there(string? repository, string? expected) =>
        Assert.Equal(expected, HelpLinks.For(repository, "SAGA101"));

    private static bool HasFix(string id) => Check.Rules.Fixes.Any(f => f.FixableDiagnosticIds.Contains(id));

    private static bool Blocks(DiagnosticDescriptor rule) => rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);

    [GeneratedRegex(@"^(SAGA\d+) *\| *(\S+) *\| *(\w+) *\|")]
    private static partial Regex Release();
}

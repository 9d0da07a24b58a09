using SagaDsl.Generator.Rules;
using SagaDsl.TestKit.Generators;

namespace SagaDsl.Generator.Tests;

/// <summary>Every rule fires where it should, points at the words that are wrong, and is silent on the nearest correct code.</summary>
public sealed class RuleTests
{
    public static TheoryData<string> Ids => [.. RuleCases.All.Select(c => c.ToString()).Distinct()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Fires_with_its_anchor_and_is_silent_on_the_nearest_correct_code(string name)
    {
        var @case = RuleCases.All.Single(c => c.ToString() == name);

        var wrong = Run(@case.Wrong, @case.Compiles);
        var found = Findings(wrong, @case).Where(f => f.Rule.Id == @case.Id).ToList();
        Assert.True(found.Count > 0, $"{@case.Id} did not fire. Found: {Shown(Findings(wrong, @case))}");
        Assert.Equal(@case.Points, Shop.Pointed(wrong, found[0], @case.Saga));
        Assert.DoesNotContain("{0}", found[0].Message);

        var right = Run(@case.Right, compiles: true);
        Assert.DoesNotContain(Findings(right, @case), f => f.Rule.Id == @case.Id);
        Assert.DoesNotContain(Findings(right, @case), f => f.Rule.Blocks);
    }

    [Fact]
    public void Every_rule_that_one_saga_decides_has_a_case()
    {
        // Two of one name are seen only over the whole compilation: the analyzer's.
        var missing = RuleCatalog.All.Select(r => r.Id).Except(RuleCases.All.Select(c => c.Id))
            .Except([RuleCatalog.DuplicateSaga.Id, RuleCatalog.DuplicateParticipant.Id]);
        Assert.Empty(missing);
    }

    [Fact]
    public void The_catalog_is_numbered_without_gaps_and_says_what_happens()
    {
        Assert.All(RuleCatalog.All, Assert.NotNull);
        foreach (var family in RuleCatalog.All.GroupBy(r => r.Id[4]))
            Assert.Equal(Enumerable.Range(1, family.Count()).Select(i => $"SAGA{family.Key}{i:00}"), family.Select(r => r.Id));
        Assert.All(RuleCatalog.All, rule => Assert.True(rule.Title.Length > 10 && rule.Message.Length > 20 && !rule.Title.EndsWith('.'), rule.Id));
        Assert.All(RuleCatalog.All.Where(r => r.Blocks), rule => Assert.Equal(RuleSeverity.Error, rule.Severity));
    }

    private static GeneratorRun Run(string source, bool compiles) => compiles ? GeneratorHarness.Run(source) : GeneratorHarness.RunBroken(source);

    private static IReadOnlyList<Finding> Findings(GeneratorRun run, RuleCase @case) =>
        @case.Id is "SAGA309" or "SAGA310" or "SAGA311" or "SAGA312" ? run.FindingsWithFacts(@case.Saga) : run.Findings;

    private static string Shown(IEnumerable<Finding> findings) => string.Join("\n", findings.Select(f => $"{f.Rule.Id}: {f.Message}"));
}

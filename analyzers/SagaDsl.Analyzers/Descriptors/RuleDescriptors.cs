using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>SAGA1xx to SAGA3xx and SAGA5xx: a descriptor for each rule that the generator knows too. The rules are written there, once.</summary>
internal static class RuleDescriptors
{
    private static readonly Dictionary<string, DiagnosticDescriptor> ById = RuleCatalog.All.ToDictionary(r => r.Id, Create);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ById.Values.OrderBy(d => d.Id, StringComparer.Ordinal).ToImmutableArray();

    public static DiagnosticDescriptor Of(Rule rule) => ById[rule.Id];

    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id, rule.Title, rule.Message, rule.Category, Severity(rule.Severity), isEnabledByDefault: true,
        helpLinkUri: HelpLinks.For(rule.Id), customTags: [.. Tags(rule)]);

    // What blocks cannot be configured away: the generator has nothing to emit for such a saga.
    private static IEnumerable<string> Tags(Rule rule)
    {
        if (rule.Blocks)
            yield return WellKnownDiagnosticTags.NotConfigurable;
        if (rule == RuleCatalog.DuplicateSaga || rule == RuleCatalog.DuplicateParticipant)
            yield return WellKnownDiagnosticTags.CompilationEnd;
    }

    private static DiagnosticSeverity Severity(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => DiagnosticSeverity.Error,
        RuleSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}

using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.Docs.Tests;

public sealed class RulePageTests
{
    private static readonly string Folder = Repository.PathOf("docs", "rules");

    /// <summary>Every analyzer of the package.</summary>
    public static IEnumerable<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. Assembly.Load("SagaDsl.Analyzers").GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    [Fact]
    public void EveryRuleHasAPageAndEveryPageARule()
    {
        var rules = Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal);
        var pages = Directory.EnumerateFiles(Folder, "SAGA*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
        Assert.Equal(rules, pages);
    }
}

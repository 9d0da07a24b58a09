using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.Docs.Tests;

public sealed class RulePageTests
{
    private static readonly string Folder = Repository.PathOf("docs", "rules");

    [Fact]
    public void EveryRuleHasAPageAndEveryPageARule()
    {
        var rules = Assembly.Load("SagaDsl.Analyzers").GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(DiagnosticAnalyzer)))
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal);
        var pages = Directory.EnumerateFiles(Folder, "SAGA*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
        Assert.Equal(rules, pages);
    }
}

using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>The names of a compilation's sagas, or participants: two of one name are seen only when all are known.</summary>
/// <param name="rule">What is said of the second.</param>
internal sealed class ClassNames(Rule rule)
{
    private readonly ConcurrentBag<(string Name, string Class, Location Place)> _names = [];

    public void Add(SagaModel saga, Location place)
    {
        if (saga.Name is { } name)
            _names.Add((name, saga.Namespace.Length == 0 ? saga.Class : saga.Namespace + "." + saga.Class, place));
    }

    public void Report(CompilationAnalysisContext context)
    {
        foreach (var same in _names.GroupBy(n => n.Name, StringComparer.Ordinal))
        {
            var inOrder = same.OrderBy(n => n.Place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(n => n.Place.SourceSpan.Start).ToList();
            foreach (var later in inOrder.Skip(1))
                context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.Of(rule), later.Place, same.Key, inOrder[0].Class));
        }
    }
}

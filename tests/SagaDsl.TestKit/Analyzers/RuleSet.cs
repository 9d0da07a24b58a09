using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>The analyzers, the code fixes and the generators under test, as a compiler would find them in their assemblies.</summary>
public sealed class RuleSet
{
    /// <summary>Everything the given assemblies offer.</summary>
    public RuleSet(params Assembly[] assemblies)
    {
        var types = assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract).ToList();
        Analyzers = [.. Make<DiagnosticAnalyzer>(types, typeof(DiagnosticAnalyzerAttribute))];
        Fixes = [.. Make<CodeFixProvider>(types, typeof(ExportCodeFixProviderAttribute))];
        GeneratorTypes = [.. types.Where(t => typeof(IIncrementalGenerator).IsAssignableFrom(t) && t.IsDefined(typeof(GeneratorAttribute)))];
    }

    /// <summary>The analyzers.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; }

    /// <summary>The code fixes.</summary>
    public ImmutableArray<CodeFixProvider> Fixes { get; }

    /// <summary>Every rule of the analyzers, by id.</summary>
    public IReadOnlyDictionary<string, DiagnosticDescriptor> Rules =>
        Analyzers.SelectMany(a => a.SupportedDiagnostics).DistinctBy(d => d.Id).ToDictionary(d => d.Id);

    private ImmutableArray<Type> GeneratorTypes { get; }

    /// <summary>New generators. They run before the analyzers, and System.Text.Json's with them, as in a build.</summary>
    public IEnumerable<ISourceGenerator> Generators() =>
        GeneratorTypes.Select(t => ((IIncrementalGenerator)Activator.CreateInstance(t)!).AsSourceGenerator()).Concat(PlatformGenerators.All);

    private static IEnumerable<T> Make<T>(IEnumerable<Type> types, Type marker) =>
        types.Where(t => typeof(T).IsAssignableFrom(t) && t.IsDefined(marker)).OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (T)Activator.CreateInstance(t, nonPublic: true)!);
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.Benchmarks.Harness;

namespace SagaDsl.Benchmarks.Compiler;

/// <summary>What the analyzers add to a build, and to a keystroke in a saga's file.</summary>
internal static class AnalyzerFacts
{
    private const int Files = 2000;
    private const string Edited = "Saga7.cs";

    public static async Task<IReadOnlyList<Fact>> MeasureAsync(int runs)
    {
        var application = SagaSources.Compile(Files - SagaSources.Sagas);
        GeneratorFacts.Driver(tracked: false).RunGeneratorsAndUpdateCompilation(application, out var generated, out _);
        var compilation = (CSharpCompilation)generated;

        List<double> plain = [], analyzed = [], keyPlain = [], keyAnalyzed = [];
        for (var run = 0; run <= runs; run++)
        {
            plain.Add(await TimeAsync(() => Task.FromResult(Fresh(compilation).GetDiagnostics())));
            analyzed.Add(await TimeAsync(async () => await With(Fresh(compilation)).GetAllDiagnosticsAsync()));
            for (var edit = 1; edit <= 5; edit++)
            {
                var typed = Edit(compilation, (run * 5) + edit);
                keyPlain.Add(await TimeAsync(() => Task.FromResult(Model(typed).GetDiagnostics())));
                typed = Edit(compilation, (run * 5) + edit);
                keyAnalyzed.Add(await TimeAsync(async () =>
                {
                    var model = Model(typed);
                    model.GetDiagnostics();
                    return await With(typed).GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None);
                }));
            }
        }

        var build = GeneratorFacts.Median(plain.Skip(1));
        var added = GeneratorFacts.Median(analyzed.Skip(1)) - build;
        var key = GeneratorFacts.Median(keyPlain.Skip(5));
        return
        [
            new($"{Files:N0} files, {SagaSources.Sagas} sagas: added by {Analyzers().Length} analyzers to a build",
                $"{GeneratorFacts.Ms(added)} (to {GeneratorFacts.Ms(build)})", ""),
            new("a keystroke in a saga's file: added", $"{GeneratorFacts.Ms(GeneratorFacts.Median(keyAnalyzed.Skip(5)) - key)} (to {GeneratorFacts.Ms(key)})",
                ""),
        ];
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
    [
        .. Assembly.Load("SagaDsl.Analyzers").GetTypes()
            .Where(type => !type.IsAbstract && type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static CompilationWithAnalyzers With(Compilation compilation) =>
        compilation.WithAnalyzers(Analyzers(), new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));

    // The same trees, with nothing bound yet.
    private static CSharpCompilation Fresh(CSharpCompilation compilation) =>
        CSharpCompilation.Create(compilation.AssemblyName, compilation.SyntaxTrees, compilation.References, compilation.Options);

    private static CSharpCompilation Edit(CSharpCompilation compilation, int edit) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == Edited), SagaSources.Parse(SagaSources.Saga(7, edit), Edited));

    private static SemanticModel Model(CSharpCompilation compilation) =>
        compilation.GetSemanticModel(compilation.SyntaxTrees.Single(tree => tree.FilePath == Edited));

    private static async Task<double> TimeAsync<T>(Func<Task<T>> action)
    {
        var began = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

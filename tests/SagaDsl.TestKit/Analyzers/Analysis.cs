using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>Compiles sources in memory, runs the generators, then the analyzers.</summary>
internal static class Analysis
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview);

    /// <summary>What an SDK project has as implicit usings, so that tests need not say it.</summary>
    private const string GlobalUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using SagaDsl;
        """;

    public static CSharpCompilationOptions CompilationOptions(AnalysisOptions options) =>
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: options.NullableContext, allowUnsafe: true)
            .WithSyntaxTreeOptionsProvider(options.EditorConfig is { } config ? EditorConfig.Parse(config) : null);

    public static IEnumerable<(string Path, string Text)> Files(string source, AnalysisOptions options) =>
        [("/src/Test.cs", source), ("/src/GlobalUsings.g.cs", GlobalUsings), .. options.MoreFiles.Select(f => ("/src/" + f.Key, f.Value))];

    public static CSharpCompilation Compile(string source, AnalysisOptions options) => CSharpCompilation.Create(
        "Tested", Files(source, options).Select(f => CSharpSyntaxTree.ParseText(f.Text, ParseOptions, f.Path)), References.All, CompilationOptions(options));

    /// <summary>What a build would say: findings of the analyzers, and the compiler's own, generated code included.</summary>
    public static async Task<AnalysisResult> RunAsync(Compilation compilation, RuleSet rules)
    {
        var driver = CSharpGeneratorDriver.Create(rules.Generators(), parseOptions: ParseOptions);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var said);
        // The platform's own generator does crash on half an attribute; what then is missing shows as a compiler error.
        if (said.FirstOrDefault(d => d.Id is "CS8785" or "CS8784" && !d.GetMessage().Contains("'JsonSourceGenerator'", StringComparison.Ordinal)) is { } broken)
            throw new InvalidOperationException($"A generator failed: {broken}");
        var compiler = generated.GetDiagnostics();
        if (rules.Analyzers.IsEmpty)
            return new(generated, [], compiler);
        var run = generated.WithAnalyzers(rules.Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false));
        return new(generated, await run.GetAnalyzerDiagnosticsAsync(), compiler);
    }
}

/// <summary>What compiler and analyzers said.</summary>
internal sealed record AnalysisResult(Compilation Compilation, ImmutableArray<Diagnostic> Findings, ImmutableArray<Diagnostic> Compiler)
{
    public IEnumerable<Diagnostic> Errors => Compiler.Where(d => d.Severity == DiagnosticSeverity.Error);
}

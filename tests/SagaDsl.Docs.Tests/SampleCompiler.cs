using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.TestKit.Analyzers;

namespace SagaDsl.Docs.Tests;

/// <summary>Compiles the samples of a page together, with the generators a user's project has.</summary>
internal static class SampleCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using SagaDsl;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("SagaDsl.Docs", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>What the compiler says against the samples, one line each.</summary>
    public static IReadOnlyList<string> Errors(IReadOnlyList<Sample> samples)
    {
        var (compilation, said) = Compile(samples);
        return [.. said.Concat(compilation.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
    }

    /// <summary>What the analyzers say against the samples.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(IReadOnlyList<Sample> samples) =>
        await Compile(samples).Compilation.WithAnalyzers([.. RulePageTests.Analyzers]).GetAnalyzerDiagnosticsAsync();

    private static (Compilation Compilation, IEnumerable<Diagnostic> Said) Compile(IReadOnlyList<Sample> samples)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13);
        var compilation = CSharpCompilation.Create(
            "Samples",
            [CSharpSyntaxTree.ParseText(Usings, options), .. samples.Select(sample => sample.Parse())],
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));
        CSharpGeneratorDriver.Create([.. Generators()], parseOptions: options).RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var said);
        return (whole, said);
    }

    private static IEnumerable<ISourceGenerator> Generators() =>
        Assembly.Load("SagaDsl.Generator").GetTypes()
            .Where(type => type.IsDefined(typeof(GeneratorAttribute)))
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator())
            .Concat(PlatformGenerators.All);
}

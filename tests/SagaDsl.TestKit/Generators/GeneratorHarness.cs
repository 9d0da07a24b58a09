using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SagaDsl.Generator;
using Xunit;

namespace SagaDsl.TestKit.Generators;

/// <summary>
/// Runs the generator as a consumer's compiler would and holds what must hold in every case: the result compiles
/// without a warning, an unrelated edit runs nothing again, the model keeps nothing of the compiler's, the text is readable.
/// </summary>
public static class GeneratorHarness
{
    /// <summary>Runs the generator on source that compiles.</summary>
    public static GeneratorRun Run(params string[] sources) => Run(Compilations.Create(sources), compiles: true);

    /// <summary>Runs the generator on source that the compiler refuses by itself, without asking whether the result compiles.</summary>
    public static GeneratorRun RunBroken(params string[] sources) => Run(Compilations.Create(sources), compiles: false);

    /// <summary>Runs the generator on a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="compiles">Whether the result must compile.</param>
    public static GeneratorRun Run(CSharpCompilation compilation, bool compiles)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var result = driver.GetRunResult().Results.Single();
        Assert.True(result.Exception is null, $"The generator threw: {result.Exception}");

        if (compiles)
            Compiles(output, result);
        Incrementality.Holds(driver, compilation);
        foreach (var name in SagaGenerator.StepNames)
        {
            if (result.TrackedSteps.TryGetValue(name, out var steps))
                ObjectGraph.HoldsNoCompilerObject(steps.SelectMany(step => step.Outputs).Select(output => output.Value).ToArray());
        }

        foreach (var source in result.GeneratedSources)
            Readability.Holds(source.HintName, source.SourceText.ToString(), Compilations.ParseOptions);

        return new(compilation, output, driver, result);
    }

    /// <summary>A driver that records what each step of the pipeline did.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new SagaGenerator().AsSourceGenerator()],
        parseOptions: Compilations.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static void Compiles(Compilation output, GeneratorRunResult result)
    {
        var generated = result.GeneratedSources.Select(s => s.SyntaxTree).ToHashSet();
        var wrong = output.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error || (d.Severity == DiagnosticSeverity.Warning && generated.Contains(d.Location.SourceTree!)))
            .ToList();
        if (wrong.Count > 0)
            Assert.Fail("The result does not compile " +
                $"cleanly:\n{string.Join("\n", wrong)}\n\n{string.Join("\n\n", result.GeneratedSources.Select(s => s.SourceText))}");
    }
}

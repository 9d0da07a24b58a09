using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SagaDsl.Benchmarks.Harness;

namespace SagaDsl.Benchmarks.Compiler;

/// <summary>What the generator costs: all at once, and while somebody types elsewhere.</summary>
internal static class GeneratorFacts
{
    private const string OtherFile = "Other0.cs";

    public static IReadOnlyList<Fact> Measure(int runs)
    {
        var compilation = SagaSources.Compile(otherFiles: 1);
        Check(Driver(tracked: false), compilation);

        var full = new List<double>();
        var edits = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            // A new compilation of the same trees, so that nothing is bound yet.
            var fresh = CSharpCompilation.Create(compilation.AssemblyName, compilation.SyntaxTrees, compilation.References, compilation.Options);
            var (driver, time) = Timed(Driver(tracked: false), fresh);
            full.Add(time);
            for (var edit = 1; edit <= 10; edit++)
            {
                fresh = Edit(fresh, edit);
                (driver, time) = Timed(driver, fresh);
                edits.Add(time);
            }
        }

        var tracked = Driver(tracked: true).RunGenerators(compilation).RunGenerators(Edit(compilation, 1)).GetRunResult().Results[0];
        var emitted = tracked.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
        return
        [
            new($"{SagaSources.Sagas} sagas of {SagaSources.StepsPerSaga} steps: full generation", Ms(Median(full.Skip(1))), "< 500 ms"),
            new("an unrelated edit, per saga", Ms(Median(edits.Skip(10)) / SagaSources.Sagas), "≤ 1.2 ms"),
            new("outputs emitted again by it", emitted.ToString(CultureInfo.InvariantCulture), "0"),
        ];
    }

    /// <summary>The generator, by what marks it as one.</summary>
    public static IIncrementalGenerator Generator() =>
        (IIncrementalGenerator)Activator.CreateInstance(System.Reflection.Assembly.Load("SagaDsl.Generator").GetTypes()
            .Single(type => type.IsDefined(typeof(GeneratorAttribute), inherit: false)))!;

    public static GeneratorDriver Driver(bool tracked) =>
        CSharpGeneratorDriver.Create([Generator().AsSourceGenerator()], parseOptions: SagaSources.Options,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracked));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static string Ms(double ms) => ms.ToString(ms < 10 ? "0.00 ms" : "0 ms", CultureInfo.InvariantCulture);

    private static CSharpCompilation Edit(CSharpCompilation compilation, int edit) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == OtherFile),
            SagaSources.Parse(SagaSources.Other(0, edit), OtherFile));

    private static (GeneratorDriver Driver, double Ms) Timed(GeneratorDriver driver, CSharpCompilation compilation)
    {
        var began = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return (driver, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    // What does not compile is not worth measuring.
    private static void Check(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);
        if (whole.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"The benchmark's application does not compile: {error}");
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SagaDsl.Generator;
using Xunit;

namespace SagaDsl.TestKit.Generators;

/// <summary>Checks that edits which mean nothing to the generator run nothing again.</summary>
public static class Incrementality
{
    /// <summary>Fails where a new file and a comment in every file make a step of the pipeline give something new.</summary>
    /// <param name="driver">The driver after its first run.</param>
    /// <param name="compilation">What it ran on.</param>
    public static void Holds(GeneratorDriver driver, CSharpCompilation compilation)
    {
        var edited = compilation;
        foreach (var tree in compilation.SyntaxTrees)
            edited = edited.ReplaceSyntaxTree(tree, Compilations.Parse(tree + "\n// A comment.\n", tree.FilePath));
        edited = edited.AddSyntaxTrees(Compilations.Parse("namespace Unrelated { internal static class Edit { } }", "Unrelated.cs"));

        var result = driver.RunGenerators(edited).GetRunResult().Results.Single();
        foreach (var (name, reason) in Reasons(result))
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"An unrelated edit made step '{name}' run again: {reason}.");
    }

    /// <summary>Why each tracked step and each output ran.</summary>
    public static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons(GeneratorRunResult result)
    {
        foreach (var name in SagaGenerator.StepNames)
        {
            if (!result.TrackedSteps.TryGetValue(name, out var steps))
                continue;
            foreach (var output in steps.SelectMany(s => s.Outputs))
                yield return (name, output.Reason);
        }

        foreach (var output in result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs))
            yield return ("output", output.Reason);
    }
}

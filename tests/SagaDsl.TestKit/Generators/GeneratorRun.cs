using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SagaDsl.Generator;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Reading;
using SagaDsl.Generator.Rules;

namespace SagaDsl.TestKit.Generators;

/// <summary>What the generator gave.</summary>
public sealed class GeneratorRun
{
    internal GeneratorRun(CSharpCompilation input, Compilation output, GeneratorDriver driver, GeneratorRunResult result) =>
        (Input, Output, Driver, Result) = (input, output, driver, result);

    /// <summary>What was given.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>With what was generated.</summary>
    public Compilation Output { get; }

    /// <summary>The driver, to run again.</summary>
    public GeneratorDriver Driver { get; }

    /// <summary>The generator's own account.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>The generated files, one after the other.</summary>
    public string Text => string.Join("\n", Result.GeneratedSources.Select(s => s.SourceText));

    internal SagaModel Model => (SagaModel)Result.TrackedSteps[SagaGenerator.StepNames[0]].SelectMany(step => step.Outputs).Single().Value;

    internal IReadOnlyList<Finding> Findings => SagaRules.Check(Model);

    /// <summary>The findings an analyzer would have: with facts about JSON, over source and generated code.</summary>
    internal IReadOnlyList<Finding> FindingsWithFacts(string saga)
    {
        var type = Output.GetTypeByMetadataName(saga)!;
        var all = Output.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>()
            .Select(node => Output.GetSemanticModel(tree).GetDeclaredSymbol(node))).OfType<INamedTypeSymbol>().ToList();
        var model = SagaReader.ReadWithFacts(type, Output, of => all.Find(t => SymbolEqualityComparer.Default.Equals(t.BaseType, of)), default);
        return SagaRules.Check(model!);
    }

    internal Wiring Wiring => Wiring.Of(Model);

    /// <summary>Compiles and loads what was generated, to run it.</summary>
    public Assembly Load()
    {
        using var stream = new MemoryStream();
        var emitted = Output.Emit(stream);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics));
        stream.Position = 0;
        // Into the default context: it must share the runtime's types with the tests.
        return AssemblyLoadContext.Default.LoadFromStream(stream);
    }
}

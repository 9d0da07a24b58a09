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

    internal SagaModel Model => Given<SagaModel>(SagaGenerator.StepNames[0]).Single();

    internal ParticipantModel Participant => Given<ParticipantModel>(SagaGenerator.StepNames[1]).Single();

    /// <summary>What the rules find in sagas and participants.</summary>
    internal IReadOnlyList<Finding> Findings =>
    [
        .. Given<SagaModel>(SagaGenerator.StepNames[0]).SelectMany(SagaRules.Check),
        .. Given<ParticipantModel>(SagaGenerator.StepNames[1]).SelectMany(ParticipantRules.Check),
    ];

    /// <summary>The findings an analyzer would have: with facts about JSON, over source and generated code.</summary>
    internal IReadOnlyList<Finding> FindingsWithFacts(string saga)
    {
        var type = Output.GetTypeByMetadataName(saga)!;
        var all = Output.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>()
            .Select(node => Output.GetSemanticModel(tree).GetDeclaredSymbol(node))).OfType<INamedTypeSymbol>().ToList();
        return SagaReader.ReadWithFacts(type, Output, Derived, default) is { } model
            ? SagaRules.Check(model)
            : ParticipantRules.Check(ParticipantReader.ReadWithFacts(type, Output, Derived, default)!);

        INamedTypeSymbol? Derived(INamedTypeSymbol of) => all.Find(t => SymbolEqualityComparer.Default.Equals(t.BaseType, of));
    }

    private IEnumerable<TModel> Given<TModel>(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var steps) ? steps.SelectMany(s => s.Outputs).Select(output => (TModel)output.Value) : [];

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

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Emit;
using SagaDsl.Generator.Reading;

namespace SagaDsl.Generator;

/// <summary>Finds the classes marked <c>[Saga]</c> and writes a file for each, and one for the assembly.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SagaGenerator : IIncrementalGenerator
{
    internal const string ToolName = "SagaDsl.Generator";

    /// <summary>The pipeline's named steps, for tests of what is run again.</summary>
    internal static readonly string[] StepNames = ["Saga", "Registered", "Registration"];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var sagas = context.SyntaxProvider.ForAttributeWithMetadataName(
                SagaReader.SagaAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (found, cancellationToken) =>
                    SagaReader.Read((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation, cancellationToken))
            .WithTrackingName("Saga");

        context.RegisterSourceOutput(sagas, static (output, saga) => output.AddSource(SagaEmitter.FileName(saga), SagaEmitter.Emit(saga)));

        var registered = sagas.Select(static (saga, _) => RegisteredSaga.Of(saga)).WithTrackingName("Registered");
        var all = registered.Collect().WithTrackingName("Registration");
        context.RegisterSourceOutput(all, static (output, sagas) =>
        {
            if (sagas.Length > 0)
                output.AddSource(AssemblyPart.FileName, AssemblyPart.Emit(sagas));
        });
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Emit;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Reading;

namespace SagaDsl.Generator;

/// <summary>Finds the classes marked <c>[Saga]</c> or <c>[Participant]</c> and writes a file for each, and one for the assembly.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SagaGenerator : IIncrementalGenerator
{
    internal const string ToolName = "SagaDsl.Generator";

    /// <summary>The pipeline's named steps, for tests of what is run again.</summary>
    internal static readonly string[] StepNames = ["Saga", "Participant", "Registered", "Registration"];

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

        // A contract, an interface, has nothing to be written; and a class that is a saga too is refused as a participant.
        var participants = context.SyntaxProvider.ForAttributeWithMetadataName(
                ParticipantReader.ParticipantAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (found, cancellationToken) =>
                    ParticipantReader.Read((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation, cancellationToken))
            .Where(static participant => !participant.Class.Is(ClassTraits.SagaToo))
            .WithTrackingName("Participant");

        context.RegisterSourceOutput(participants, static (output, participant) =>
            output.AddSource(ParticipantEmitter.FileName(participant), ParticipantEmitter.Emit(participant)));

        var registered = sagas.Select(static (saga, _) => RegisteredSaga.Of(saga)).WithTrackingName("Registered").Collect()
            .Combine(participants.Select(static (participant, _) => RegisteredSaga.Of(participant.Class)).WithTrackingName("Registered").Collect());
        var all = registered.Select(static (both, _) => both.Left.AddRange(both.Right).ToEquatable()).WithTrackingName("Registration");
        context.RegisterSourceOutput(all, static (output, all) =>
        {
            if (all.Count > 0)
                output.AddSource(AssemblyPart.FileName, AssemblyPart.Emit(all));
        });
    }
}

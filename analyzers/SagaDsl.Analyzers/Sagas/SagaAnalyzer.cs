using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Reading;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>Reads each saga and participant as the generator does, and reports what its rules find at the places they mean.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SagaAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleDescriptors.All;

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types)
                return;
            var names = new ClassNames(RuleCatalog.DuplicateSaga);
            var participants = new ClassNames(RuleCatalog.DuplicateParticipant);
            var derived = new DerivedTypes(start.Compilation);
            start.RegisterSymbolAction(symbol => Saga(symbol, types, names, derived), SymbolKind.NamedType);
            start.RegisterSymbolAction(symbol => Participant(symbol, types, participants, derived), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                names.Report(end);
                participants.Report(end);
            });
        });
    }

    private static void Saga(SymbolAnalysisContext context, KnownTypes types, ClassNames names, DerivedTypes derived)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (types.SagaOf(type) is null || SagaReader.ReadWithFacts(type, context.Compilation, derived.Of, context.CancellationToken) is not { } saga)
            return;
        Report(context, type, SagaRules.Check(saga));
        names.Add(saga, AnchorLocator.Find(type, Anchor.Class(KnownAttribute.Saga), context.Compilation));
    }

    private static void Participant(SymbolAnalysisContext context, KnownTypes types, ClassNames names, DerivedTypes derived)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (SagaClass.Attribute(type, types.Participant) is null
            || ParticipantReader.ReadWithFacts(type, context.Compilation, derived.Of, context.CancellationToken) is not { } participant)
            return;
        Report(context, type, ParticipantRules.Check(participant));
        // A contract has the name of the class that keeps it.
        if (type.TypeKind == TypeKind.Class)
            names.Add(participant.Class, AnchorLocator.Find(type, Anchor.Class(KnownAttribute.Participant), context.Compilation));
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
            context.ReportDiagnostic(ToDiagnostic(finding, type, context.Compilation));
    }

    private static Diagnostic ToDiagnostic(Finding finding, INamedTypeSymbol type, Compilation compilation) => Diagnostic.Create(
        RuleDescriptors.Of(finding.Rule), AnchorLocator.Find(type, finding.Anchor, compilation), FindingProperties.Of(finding), [.. finding.Arguments]);
}

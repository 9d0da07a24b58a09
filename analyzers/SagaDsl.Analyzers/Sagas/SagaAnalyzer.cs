using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Reading;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>Reads each saga class as the generator does, and reports what its rules find at the places they mean.</summary>
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
            var names = new SagaNames();
            var derived = new DerivedTypes(start.Compilation);
            start.RegisterSymbolAction(symbol => Analyze(symbol, types, names, derived), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(names.Report);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes types, SagaNames names, DerivedTypes derived)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (types.SagaOf(type) is null || SagaReader.ReadWithFacts(type, context.Compilation, derived.Of, context.CancellationToken) is not { } saga)
            return;
        foreach (var finding in SagaRules.Check(saga))
            context.ReportDiagnostic(ToDiagnostic(finding, type, context.Compilation));
        names.Add(saga, AnchorLocator.Find(type, Anchor.Class(KnownAttribute.Saga), context.Compilation));
    }

    private static Diagnostic ToDiagnostic(Finding finding, INamedTypeSymbol type, Compilation compilation) => Diagnostic.Create(
        RuleDescriptors.Of(finding.Rule), AnchorLocator.Find(type, finding.Anchor, compilation), FindingProperties.Of(finding), [.. finding.Arguments]);
}

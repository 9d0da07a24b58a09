using System.Collections.Concurrent;
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
            start.RegisterSymbolAction(symbol => Analyze(symbol, types, names), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(names.Report);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes types, SagaNames names)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || SagaClass.Attribute(type, types.Saga) is not { } attribute)
            return;
        var saga = SagaReader.Read(type, attribute, context.Compilation, context.CancellationToken);
        var places = new AnchorLocator(type, context.CancellationToken);
        foreach (var finding in SagaRules.Check(saga))
            context.ReportDiagnostic(ToDiagnostic(finding, places));
        names.Add(saga, places.Find(Anchor.Class(AnchorPart.GivenName)));
    }

    private static Diagnostic ToDiagnostic(Finding finding, AnchorLocator places) => Diagnostic.Create(
        RuleDescriptors.Of(finding.Rule), places.Find(finding.Anchor), FindingProperties.Of(finding), [.. finding.Arguments]);
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.Analyzers;

/// <summary>SAGA603: a switch statement over the status of a saga that names some ends, not Compensated, and has no default.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CompensatedForgottenAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor CompensatedForgotten = new(
        "SAGA603", "The compensated outcome is forgotten",
        "This switch has neither a case for Compensated nor a default: a saga that was turned back falls through and looks like success",
        "SagaDsl.Use", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA603"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(CompensatedForgotten);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterSyntaxNodeAction(node => Analyze(node, types), SyntaxKind.SwitchStatement);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, KnownTypes types)
    {
        var @switch = (SwitchStatementSyntax)context.Node;
        var labels = @switch.Sections.SelectMany(static s => s.Labels).ToList();
        // Patterns may cover anything: only plain cases are certain.
        if (labels.Count == 0 || !labels.TrueForAll(static l => l is CaseSwitchLabelSyntax)
            || !KnownTypes.Same(context.SemanticModel.GetTypeInfo(@switch.Expression, context.CancellationToken).Type, types.SagaStatus))
        {
            return;
        }
        var named = new HashSet<string?>(labels.Select(l =>
            context.SemanticModel.GetSymbolInfo(((CaseSwitchLabelSyntax)l).Value, context.CancellationToken).Symbol?.Name));
        if (named.Contains("Completed") && !named.Contains("Compensated"))
            context.ReportDiagnostic(Diagnostic.Create(CompensatedForgotten, @switch.Expression.GetLocation()));
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>SAGA115 where there is no saga at all: attributes of SagaDsl in a class without <c>[Saga]</c>. Looks at written names first.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StrayAttributeAnalyzer : DiagnosticAnalyzer
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "Step", "Retry", "Timeout", "RejectOn", "AtMostOnce", "NoCompensation" };

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.Of(RuleCatalog.Meaningless));

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterSyntaxNodeAction(node => Analyze(node, types), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, KnownTypes types)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!Names.Contains(Bare(attribute.Name.ToString())) || attribute.Parent?.Parent is not MemberDeclarationSyntax declaration
            || context.SemanticModel.GetSymbolInfo(attribute,
                context.CancellationToken).Symbol?.ContainingType is not { ContainingNamespace: { Name: "SagaDsl",
                    ContainingNamespace.IsGlobalNamespace: true } } known
            || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol
            || (symbol as INamedTypeSymbol ?? symbol.ContainingType) is not { } type || types.SagaOf(type) is not null)
        {
            return;
        }
        context.ReportDiagnostic(Diagnostic.Create(
            RuleDescriptors.Of(RuleCatalog.Meaningless), attribute.GetLocation(), Bare(known.Name), symbol.Name, $"the class '{type.Name}' has no [Saga]"));
    }

    private static string Bare(string name)
    {
        name = name.Substring(name.LastIndexOf('.') + 1);
        return name.Length > 9 && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name;
    }
}

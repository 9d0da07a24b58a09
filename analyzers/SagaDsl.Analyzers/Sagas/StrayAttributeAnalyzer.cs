using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Reading;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>
/// SAGA115 where there is no saga at all, or no participant: attributes of SagaDsl in a class without <c>[Saga]</c> or
/// <c>[Participant]</c>. Looks at written names first.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StrayAttributeAnalyzer : DiagnosticAnalyzer
{
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
        var known = Vocabulary.Named(AttributeNames.Written(attribute));
        if (known is KnownAttribute.None or KnownAttribute.Saga or KnownAttribute.Participant
            || attribute.Parent?.Parent is not MemberDeclarationSyntax declaration
            || !TypeFacts.Is(context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType, known)
            || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol
            || (symbol as INamedTypeSymbol ?? symbol.ContainingType) is not { } type || Missing(known, type, types) is not { } missing)
        {
            return;
        }
        context.ReportDiagnostic(Diagnostic.Create(
            RuleDescriptors.Of(RuleCatalog.Meaningless), attribute.GetLocation(), known.ToString(), symbol.Name,
            $"the {(type.TypeKind == TypeKind.Interface ? "interface" : "class")} '{type.Name}' has no [{missing}]"));
    }

    /// <summary>The attribute that the type lacks for this one to mean something; null: it has it.</summary>
    private static KnownAttribute? Missing(KnownAttribute known, INamedTypeSymbol type, KnownTypes types)
    {
        var isSaga = SagaClass.Attribute(type, types.Saga) is not null;
        var isParticipant = SagaClass.Attribute(type, types.Participant) is not null;
        return known switch
        {
            KnownAttribute.Handles => isParticipant ? null : KnownAttribute.Participant,
            KnownAttribute.Step or KnownAttribute.Remote => isSaga ? null : KnownAttribute.Saga,
            _ => isSaga || isParticipant ? null : KnownAttribute.Saga,
        };
    }
}

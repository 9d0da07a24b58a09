using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SagaDsl.Analyzers;

/// <summary>
/// The base of every rule about bodies, SAGA4xx: what must not stand in a step, a handler, a compensation, or a helper of such a class. Hands it
/// each method body of each saga and participant. Nothing outside of these is looked at, so a solution pays only for them.
/// </summary>
internal abstract class StepBodyAnalyzer(DiagnosticDescriptor rule) : DiagnosticAnalyzer
{
    protected const string Category = "SagaDsl.Bodies";

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(rule);

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterSymbolStartAction(symbol => Start(symbol, types), SymbolKind.NamedType);
        });
    }

    /// <summary>Looks at one body.</summary>
    protected abstract void Analyze(StepBody body);

    private void Start(SymbolStartAnalysisContext context, KnownTypes types)
    {
        if (types.SagaOf((INamedTypeSymbol)context.Symbol) is { } saga)
            context.RegisterOperationBlockAction(block => Enter(block, saga, types));
    }

    private void Enter(OperationBlockAnalysisContext context, SagaClass saga, KnownTypes types)
    {
        // A constructor runs before any step: what it sets is not lost.
        if (context.OwningSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method && saga.Owns(method))
            Analyze(new StepBody(context, rule, method, saga, types));
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>The body of one method of a saga class, lambdas and local functions included.</summary>
internal sealed class StepBody(OperationBlockAnalysisContext context, DiagnosticDescriptor rule, IMethodSymbol method, SagaClass saga, KnownTypes types)
{
    private List<IOperation>? _operations;

    public IMethodSymbol Method { get; } = method;

    public SagaClass Saga { get; } = saga;

    public KnownTypes Types { get; } = types;

    public Compilation Compilation => context.Compilation;

    public StepRole Role { get; } = saga.RoleOf(method);

    public CancellationToken CancellationToken => context.CancellationToken;

    /// <summary>Every operation, in source order.</summary>
    public IReadOnlyList<IOperation> Operations => _operations ??= [.. context.OperationBlocks.SelectMany(static b => b.DescendantsAndSelf())];

    public IEnumerable<T> All<T>() where T : IOperation => Operations.OfType<T>();

    public IParameterSymbol? Context => Method.Parameters.FirstOrDefault(p => Types.IsContext(p.Type));

    public IParameterSymbol? Token => Method.Parameters.FirstOrDefault(p => Types.IsToken(p.Type));

    public void Report(SyntaxNode at, params object?[] arguments) => Report(at.GetLocation(), arguments);

    public void Report(Location at, params object?[] arguments) => context.ReportDiagnostic(Diagnostic.Create(rule, at, arguments));
}

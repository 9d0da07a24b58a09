using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA601 and SAGA602: how a saga is started. Looks at names first, since it sees every call of a solution.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ClientCallAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor StartDropped = new(
        "SAGA601", "A start is dropped",
        "The task of '{0}' is dropped: the caller goes on before the saga is durable, and a refused or failed start goes unnoticed",
        "SagaDsl.Use", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA601"));

    private static readonly DiagnosticDescriptor FreshInstanceId = new(
        "SAGA602", "An instance id made on the spot",
        "The instance id is made on the spot: a caller that tries again starts a second saga, and what it does is done twice",
        "SagaDsl.Use", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA602"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(StartDropped, FreshInstanceId);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterSyntaxNodeAction(node => Analyze(node, types), SyntaxKind.InvocationExpression);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, KnownTypes types)
    {
        if (((InvocationExpressionSyntax)context.Node).Name() is not SimpleNameSyntax { Identifier.ValueText: "StartAsync" or "RunAsync" } name
            || context.SemanticModel.GetOperation(context.Node, context.CancellationToken) is not IInvocationOperation call
            || !KnownTypes.IsOrDerives(call.TargetMethod.ContainingType, types.ClientBase))
        {
            return;
        }
        if (IsDropped(call, context, types))
            context.ReportDiagnostic(Diagnostic.Create(StartDropped, context.Node.GetLocation(), call.Display()));
        if (call.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "id") is { } id && MadeHere(id.Value))
            context.ReportDiagnostic(Diagnostic.Create(FreshInstanceId, id.Value.Syntax.GetLocation(), name.Identifier.ValueText));
    }

    private static bool IsDropped(IInvocationOperation call, SyntaxNodeAnalysisContext context, KnownTypes types)
    {
        if (context.ContainingSymbol is not IMethodSymbol method)
            return false;
        var statement = call.Ancestors().TakeWhile(static a => a is not (IBlockOperation or IAwaitOperation or IArgumentOperation))
            .OfType<IExpressionStatementOperation>().FirstOrDefault();
        return statement is not null && DroppedTasks.In(statement, method, types) == call;
    }

    private static bool MadeHere(IOperation id) =>
        id.DescendantsAndSelf().Any(static o => o is IInvocationOperation call && FreshValueAnalyzer.IsFresh(call.TargetMethod));
}

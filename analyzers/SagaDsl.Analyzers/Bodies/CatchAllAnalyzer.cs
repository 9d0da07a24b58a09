using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace SagaDsl.Analyzers;

/// <summary>SAGA409: a handler takes every exception and lets none out. A filter is a decision and stays.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CatchAllAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA409", "Every failure is caught", "This catches every failure and goes on: the engine records the call as Ok, so it is neither retried nor undone",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA409"));

    protected override void Analyze(StepBody body)
    {
        foreach (var handler in body.All<ICatchClauseOperation>())
        {
            if (handler.Filter is null && CatchesAll(handler, body) && !LetsOut(handler) && !Remembers(handler, body)
                && handler.Syntax is CatchClauseSyntax clause)
                body.Report(Location.Create(clause.SyntaxTree,
                    TextSpan.FromBounds(clause.SpanStart, (clause.Declaration?.Span ?? clause.CatchKeyword.Span).End)));
        }
    }

    private static bool CatchesAll(ICatchClauseOperation handler, StepBody body) =>
        handler.ExceptionType is null or { SpecialType: SpecialType.System_Object }
        || KnownTypes.Same(handler.ExceptionType, body.Compilation.GetTypeByMetadataName("System.Exception"));

    /// <summary>The handler keeps what happened for later, or tells its caller: whether that acts on it cannot be seen here.</summary>
    private static bool Remembers(ICatchClauseOperation handler, StepBody body) => handler.Handler.Descendants().Any(o => o switch
    {
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation } => true,
        IInvocationOperation { Instance: ILocalReferenceOperation } call => call.Arguments.Any(static a => a.Value.Bare() is ILocalReferenceOperation),
        IReturnOperation { ReturnedValue: not null } => body.Role == StepRole.Helper || o.Function() is not null,
        _ => false,
    });

    private static bool LetsOut(ICatchClauseOperation handler) => handler.Handler.Descendants().Any(static o => o switch
    {
        IThrowOperation => true,
        // ThrowHelpers, ExceptionDispatchInfo and Task.FromException carry the failure on.
        IInvocationOperation { TargetMethod: { } called } => called.Name is "FromException" or "Capture" or "Fail" or "FailFast" or "Exit"
            || called.GetAttributes().Any(static a => a.AttributeClass?.Name == "DoesNotReturnAttribute"),
        _ => false,
    });
}

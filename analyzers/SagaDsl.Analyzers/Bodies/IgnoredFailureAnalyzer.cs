using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA410: a failure that is a value, not an exception, never reaches the engine.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IgnoredFailureAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA410", "A failure is ignored", "{0}: where it says that the call failed, the journal still records Ok, and nothing is retried or undone",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA410"));

    protected override void Analyze(StepBody body)
    {
        foreach (var dropped in body.Operations.Select(o => Dropped(o, body)).OfType<IInvocationOperation>())
        {
            var type = body.Types.Unwrapped(dropped.Type);
            if (type?.SpecialType == SpecialType.System_Boolean && !Verbs.Answers(dropped.TargetMethod))
                body.Report(dropped.Syntax, $"The bool of '{dropped.Display()}' is dropped");
            else if (Responses.Is(type))
                body.Report(dropped.Syntax, $"The response of '{dropped.Display()}' is dropped unchecked");
        }
        foreach (var (call, name) in Responses.Unchecked(body))
            body.Report(call, $"The response of '{name}' is used unchecked");
        if (body.Role != StepRole.Helper && body.Types.Unwrapped(body.Method.ReturnType) is { } result && LooksLikeResult(result))
            body.Report(ReturnType(body),
                $"'{body.Method.Name}' returns '{result.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', a failure as a value");
    }

    /// <summary>The call whose value a statement, or a conversion from a Task with a result to one without, drops.</summary>
    private static IOperation? Dropped(IOperation operation, StepBody body) => operation switch
    {
        IExpressionStatementOperation { Operation: IAwaitOperation { Operation: { } awaited } } => Unconfigured(awaited.Bare()),
        IReturnOperation { ReturnedValue: IConversionOperation { Type: { } to, Operand: IInvocationOperation { TargetMethod.Name: not "FromResult" } call } }
            when body.Types.IsTask(to) && body.Types.Unwrapped(to) is null && body.Types.IsTask(call.Type) => call,
        _ => null,
    };

    public static IOperation Unconfigured(IOperation awaited) =>
        awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } ? task.Bare() : awaited;

    private static bool LooksLikeResult(ITypeSymbol type) => type.Name is "Result" or "ErrorOr" or "Either" or "OperationResult"
        && Members(type).OfType<IPropertySymbol>().Any(static p => p.Type.SpecialType == SpecialType.System_Boolean
            && p.Name is "IsSuccess" or "IsError" or "IsFailure" or "IsFailed" or "Succeeded" or "IsOk" or "IsLeft" or "IsRight" or "Success");

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var member in t.GetMembers())
                yield return member;
        }
    }

    private static SyntaxNode ReturnType(StepBody body) =>
        body.Method.DeclaringSyntaxReferences.Select(r => r.GetSyntax(body.CancellationToken)).OfType<MethodDeclarationSyntax>().First().ReturnType;
}

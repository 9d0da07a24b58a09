using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>
/// SAGA405: a token is at hand and a call that could take one does not get it. A token written out, <c>None</c> included, is a decision and stays.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TokenNotPassedAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA405", "The step's token is not passed",
        "'{0}' could take '{1}' and does not: after a timeout or at shutdown the call goes on, and neither a retry nor the undo can start before it ends",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA405"));

    protected override void Analyze(StepBody body)
    {
        if (AtHand(body) is not { } token)
            return;
        foreach (var call in body.All<IInvocationOperation>())
        {
            if (CouldTakeToken(call, body) && !HasOwnToken(call, body) && !CleansUp(call))
                body.Report(call.Syntax.Name(), call.TargetMethod.Name, token);
        }
    }

    private static string? AtHand(StepBody body) => body switch
    {
        { Token: { } token } => token.Name,
        { Context: { } context } => context.Name + ".CancellationToken",
        _ => null,
    };

    private static bool CouldTakeToken(IInvocationOperation call, StepBody body)
    {
        if (call.Arguments.Any(a => body.Types.IsToken(a.Parameter?.Type)))
            return call.Arguments.Any(a => a.ArgumentKind == ArgumentKind.DefaultValue && body.Types.IsToken(a.Parameter?.Type));
        // A token in any argument, or a source linked to one, has been thought of.
        return !call.Arguments.Any(a => body.Types.IsToken(a.Value.Type)) && Tokens.Overload(call.TargetMethod, body.Types) is not null;
    }

    // Cleaning up goes on after a cancellation.
    private static bool CleansUp(IInvocationOperation call) =>
        call.Ancestors().Any(static a => a is ICatchClauseOperation || a.Parent is ITryOperation { Finally: { } last } && last == a);

    private static bool HasOwnToken(IInvocationOperation call, StepBody body)
    {
        foreach (var parent in call.Ancestors())
        {
            var function = parent is IAnonymousFunctionOperation lambda ? lambda.Symbol : (parent as ILocalFunctionOperation)?.Symbol;
            if (function is not null && (function.IsStatic || function.Parameters.Any(p => body.Types.IsToken(p.Type))))
                return true;
        }
        return false;
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Analyzers;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA405: passes the token that is at hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class TokenNotPassedFix() : SagaCodeFix("SAGA405")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || StepMethod.Around(context) is not { } method
            || context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol called
                || At(call, called, method.Types) is not { } argument)
        {
            yield break;
        }
        var token = method.Symbol.Parameters.FirstOrDefault(p => method.Types.IsToken(p.Type))?.Name ?? method.Existing?.Name + ".CancellationToken";
        var added = argument.WithExpression(ParseExpression(token));
        yield return new($"Pass '{token}'", "PassToken", ct => context.ReplaceAsync(call.ArgumentList, call.ArgumentList.AddArguments(added), ct));
    }

    /// <summary>The argument, named where it would otherwise be another parameter's.</summary>
    private static ArgumentSyntax? At(InvocationExpressionSyntax call, IMethodSymbol called, KnownTypes types)
    {
        var parameter = called.Parameters.FirstOrDefault(p => types.IsToken(p.Type)) ?? Tokens.Overload(called, types)?.Parameters.Last();
        if (parameter is null)
            return null;
        var position = called.Parameters.Contains(parameter) ? parameter.Ordinal : called.Parameters.Length;
        var inPlace = call.ArgumentList.Arguments.Count == position && call.ArgumentList.Arguments.All(static a => a.NameColon is null);
        var argument = Argument(IdentifierName("token"));
        if (call.ArgumentList.Arguments.Count > 0)
            argument = argument.WithLeadingTrivia(Space);
        return inPlace ? argument : argument.WithNameColon(NameColon(IdentifierName(parameter.Name)).WithTrailingTrivia(Space));
    }
}

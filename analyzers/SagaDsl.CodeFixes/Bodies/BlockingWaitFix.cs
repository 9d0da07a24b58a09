using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using SagaDsl.Analyzers;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA408: awaits. A step that is not async becomes so; a helper, a lambda or a lock is left to a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class BlockingWaitFix() : SagaCodeFix("SAGA408")
{
    private const string Task = "global::System.Threading.Tasks.Task";

    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node is not ExpressionSyntax wait || StepMethod.Around(context) is not { } method || Awaited(wait, context) is not { } awaited
            || wait.Ancestors().Any(static a => a is LockStatementSyntax or QueryExpressionSyntax))
        {
            yield break;
        }
        if (!(Function(wait) ?? (method.Symbol.IsAsync || CanBecomeAsync(method))))
            yield break;
        yield return new("Await it", "Await", ct => ApplyAsync(context, method, wait, awaited, ct));
    }

    private static Task<Solution> ApplyAsync(FixContext context, StepMethod method, ExpressionSyntax wait, ExpressionSyntax awaited,
        CancellationToken cancellationToken)
    {
        ExpressionSyntax replacement = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), awaited.WithoutTrivia());
        if (wait.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax
            or ConditionalAccessExpressionSyntax)
            replacement = ParenthesizedExpression(replacement);
        var changed = method.Syntax.ReplaceNode(wait, Names.Shorten(replacement.WithTriviaFrom(wait)));
        if (!method.Symbol.IsAsync && Function(wait) is null)
            changed = Async(changed, method.Symbol);
        return context.ReplaceAsync(method.Syntax, changed, cancellationToken);
    }

    /// <summary>Whether the lambda or local function around the wait is async; null where the wait stands in the method itself.</summary>
    private static bool? Function(SyntaxNode wait)
    {
        foreach (var ancestor in wait.Ancestors())
        {
            if (ancestor is AnonymousFunctionExpressionSyntax lambda)
                return lambda.Modifiers.Any(SyntaxKind.AsyncKeyword);
            if (ancestor is LocalFunctionStatementSyntax local)
                return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
            if (ancestor is MethodDeclarationSyntax)
                return null;
        }
        return false;
    }

    private static bool CanBecomeAsync(StepMethod method) =>
        method.Role != StepRole.Helper && !method.Types.IsTask(method.Symbol.ReturnType) && !method.Symbol.ReturnsByRef && !method.Symbol.ReturnsByRefReadonly
        && method.Symbol.Parameters.All(static p => p.RefKind == RefKind.None) && !method.Syntax.DescendantNodes().Any(static n => n is YieldStatementSyntax);

    private static MethodDeclarationSyntax Async(MethodDeclarationSyntax method, IMethodSymbol symbol)
    {
        var type = method.ReturnType.WithoutTrivia();
        var task = symbol.ReturnsVoid ? ParseTypeName(Task) : ParseTypeName($"{Task}<{type}>");
        var modifiers = method.Modifiers;
        var first = modifiers.Count == 0 ? method.ReturnType.GetLeadingTrivia() : default;
        var async = Token(first, SyntaxKind.AsyncKeyword, TriviaList(Space));
        return method.WithReturnType(task.WithTrailingTrivia(method.ReturnType.GetTrailingTrivia()).WithAdditionalAnnotations(Simplifier.Annotation))
            .WithModifiers(modifiers.Add(async));
    }

    /// <summary>The task behind the wait.</summary>
    private static ExpressionSyntax? Awaited(ExpressionSyntax wait, FixContext context) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: { } task } => task,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0,
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: { } task } } => task,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult",
            Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: { } task } } } } => task,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAll" } } call when Only(call, context) =>
            Call("WhenAll", call),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep" } } call => Call("Delay", call),
        _ => null,
    };

    /// <summary>Whether WaitAll gets tasks and nothing else, so that WhenAll takes the same arguments.</summary>
    private static bool Only(InvocationExpressionSyntax call, FixContext context) =>
        context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { Parameters.Length: 1 };

    private static ExpressionSyntax Call(string name, InvocationExpressionSyntax call) =>
        ParseExpression($"{Task}.{name}{call.ArgumentList.WithoutTrivia()}");
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>
/// SAGA401: <c>Guid.NewGuid().ToString()</c> becomes <c>step.KeyFor("orderId")</c>; a Guid itself is derived from it. Random numbers have no fix: what they are
/// for is not known.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class FreshValueFix() : SagaCodeFix("SAGA401")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node is not InvocationExpressionSyntax call || StepMethod.Around(context) is not { } method || method.ContextAt(call) is not { } step
            || context.Model.GetTypeInfo(call, context.CancellationToken).Type?.ToDisplayString() != "System.Guid")
        {
            yield break;
        }
        var key = $"{step}.KeyFor({ContextFix.Quote(PartName(call, method))})";
        var text = AsText(call);
        var replacement = text is not null
            ? ParseExpression(key)
            : ParseExpression(
                $"new global::System.Guid(global::System.Security.Cryptography.SHA256.HashData(global::System.Text.Encoding.UTF8.GetBytes({key})).AsSpan(0, " +
                "16))");
        yield return new("Derive it from the step's key", "KeyFor",
            ct => ContextFix.ReplaceAsync(context, method, (SyntaxNode?)text ?? call, replacement, step, ct));
    }

    /// <summary>The call of <c>ToString</c> around the Guid, where there is one.</summary>
    private static InvocationExpressionSyntax? AsText(InvocationExpressionSyntax call) =>
        call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Parent: InvocationExpressionSyntax text } ? text : null;

    /// <summary>What the value is for, and a number where the method already has such a part.</summary>
    private static string PartName(InvocationExpressionSyntax call, StepMethod method)
    {
        var name = Purpose(call);
        var taken = new HashSet<string>(method.Syntax.DescendantNodes().OfType<LiteralExpressionSyntax>()
            .Where(l => l.IsKind(SyntaxKind.StringLiteralExpression)).Select(l => l.Token.ValueText));
        var free = name;
        for (var i = 2; taken.Contains(free); i++)
            free = name + i;
        return free;
    }

    private static string Purpose(SyntaxNode value)
    {
        foreach (var ancestor in value.Ancestors()
            .TakeWhile(a => a is not StatementSyntax and not ArrowExpressionClauseSyntax and not AnonymousFunctionExpressionSyntax
                || a is LocalDeclarationStatementSyntax))
        {
            switch (ancestor)
            {
                case ArgumentSyntax { NameColon.Name.Identifier.ValueText: var named }:
                    return named;
                case VariableDeclaratorSyntax { Identifier.ValueText: var variable }:
                    return variable;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var target } }:
                    return char.ToLowerInvariant(target[0]) + target.Substring(1);
            }
        }
        return "id";
    }
}

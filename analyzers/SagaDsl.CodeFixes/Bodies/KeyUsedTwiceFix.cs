using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Analyzers;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA412: a key of its own for the second effect, or for each element where the element has something that tells it apart.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class KeyUsedTwiceFix() : SagaCodeFix("SAGA412")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        var key = context.Node as ExpressionSyntax ?? (context.Node as ArgumentSyntax)?.Expression;
        if (key is not MemberAccessExpressionSyntax { Expression: { } step } || key.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || StepMethod.Around(context) is not { } method)
        {
            yield break;
        }
        var part = Loop(call) is { } loop ? ElementPart(loop, call, context) : ContextFix.Quote(CallPart(call, method));
        if (part is not null)
            yield return new($"Use {step}.KeyFor({part})", "KeyFor",
                ct => context.ReplaceAsync(key, ParseExpression($"{step}.KeyFor({part})").WithTriviaFrom(key), ct));
    }

    /// <summary>The loop or lambda around a call whose variable the call mentions.</summary>
    private static SyntaxNode? Loop(InvocationExpressionSyntax call)
    {
        var mentioned = new HashSet<string>(call.DescendantNodes().OfType<IdentifierNameSyntax>().Select(i => i.Identifier.ValueText));
        return call.Ancestors().FirstOrDefault(a => a switch
        {
            ForEachStatementSyntax each => mentioned.Contains(each.Identifier.ValueText),
            ForStatementSyntax { Declaration: { } declared } => declared.Variables.Any(v => mentioned.Contains(v.Identifier.ValueText)),
            SimpleLambdaExpressionSyntax lambda => mentioned.Contains(lambda.Parameter.Identifier.ValueText),
            _ => false,
        });
    }

    private static string? ElementPart(SyntaxNode loop, InvocationExpressionSyntax call, FixContext context)
    {
        var (name, type) = loop switch
        {
            ForEachStatementSyntax each => (each.Identifier.ValueText, context.Model.GetDeclaredSymbol(each, context.CancellationToken)?.Type),
            ForStatementSyntax { Declaration: { } declared } =>
                (declared.Variables[0].Identifier.ValueText, context.Model.GetTypeInfo(declared.Type, context.CancellationToken).Type),
            SimpleLambdaExpressionSyntax lambda =>
                (lambda.Parameter.Identifier.ValueText, context.Model.GetDeclaredSymbol(lambda.Parameter, context.CancellationToken)?.Type),
            _ => default,
        };
        return type is null ? null : Text(name, type) ?? Identity(name, type);
    }

    private static string? Identity(string name, ITypeSymbol type)
    {
        string[] wanted = ["Id", type.Name + "Id", "Key", "Number", "ProductId", "ItemId", "Sku", "Code", "Name"];
        return wanted.Select(w => type.GetMembers(w).OfType<IPropertySymbol>().FirstOrDefault(p => !p.IsStatic)).OfType<IPropertySymbol>()
            .Select(p => Text($"{name}.{p.Name}", p.Type)).FirstOrDefault(t => t is not null);
    }

    private static string? Text(string expression, ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => expression,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => $"$\"{{{expression}}}\"",
        { Name: "Guid" } => $"$\"{{{expression}}}\"",
        _ => null,
    };

    /// <summary>The called method's name, and a number where the method already has such a part.</summary>
    private static string CallPart(InvocationExpressionSyntax call, StepMethod method)
    {
        var name = call.Name().ToString();
        name = name.EndsWith("Async", StringComparison.Ordinal) && name.Length > 5 ? name.Substring(0, name.Length - 5) : name;
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        var taken = new HashSet<string>(method.Syntax.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(l => l.Token.ValueText));
        var free = name;
        for (var i = 2; taken.Contains(free); i++)
            free = name + i;
        return free;
    }
}

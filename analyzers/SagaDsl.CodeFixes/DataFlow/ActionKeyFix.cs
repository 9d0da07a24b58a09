using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>
/// SAGA307: finds the effect by <c>step.ActionKey</c>, where the result is used for a text and nothing else: <c>receipt.Number</c>.
/// Whether the callee can find it by key is for a person to know.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ActionKeyFix() : SagaCodeFix("SAGA307")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (StepMethod.Around(context) is not { } method || context.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter
            || Texts(method, parameter, context) is not { Count: > 0 } texts || method.ContextAt(texts[0]) is not { } step)
        {
            yield break;
        }
        yield return new($"Find it by {step}.ActionKey", "ActionKey", ct =>
        {
            var changed = method.Syntax.ReplaceNodes(texts, (old, _) => ParseExpression(step + ".ActionKey").WithTriviaFrom(old));
            var list = method.Existing is null
                ? changed.ParameterList.ReplaceNode(changed.ParameterList.Parameters[method.Syntax.ParameterList.Parameters.IndexOf(parameter)],
                    Context(step, parameter))
                : Without(changed.ParameterList, method.Syntax.ParameterList.Parameters.IndexOf(parameter));
            return context.ReplaceAsync(method.Syntax, changed.WithParameterList(list), ct);
        });
    }

    private static ParameterSyntax Context(string step, ParameterSyntax replaced) => Names.Shorten(
        Parameter(Identifier(step)).WithType(ParseTypeName("global::SagaDsl.StepContext").WithTrailingTrivia(Space)).WithTriviaFrom(replaced));

    private static ParameterListSyntax Without(ParameterListSyntax list, int index)
    {
        var rest = list.Parameters.RemoveAt(index);
        if (index < rest.Count)
            rest = rest.Replace(rest[index], rest[index].WithLeadingTrivia(list.Parameters[index].GetLeadingTrivia()));
        return list.WithParameters(rest);
    }

    /// <summary>The uses of a parameter, if each is a member of it that is a text; otherwise none.</summary>
    private static List<MemberAccessExpressionSyntax>? Texts(StepMethod method, ParameterSyntax parameter, FixContext context)
    {
        var symbol = context.Model.GetDeclaredSymbol(parameter, context.CancellationToken);
        var uses = method.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>().Where(i => i.Identifier.ValueText == parameter.Identifier.ValueText
            && SymbolEqualityComparer.Default.Equals(context.Model.GetSymbolInfo(i, context.CancellationToken).Symbol, symbol)).ToList();
        var texts = uses.Select(static u => u.Parent).OfType<MemberAccessExpressionSyntax>()
            .Where(m => context.Model.GetTypeInfo(m, context.CancellationToken).Type?.SpecialType == SpecialType.System_String
                && m.Parent is not InvocationExpressionSyntax).ToList();
        return texts.Count == uses.Count ? texts : null;
    }
}

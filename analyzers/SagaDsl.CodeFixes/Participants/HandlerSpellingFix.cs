using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA509: names the handler that is close in spelling.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class HandlerSpellingFix() : SagaCodeFix("SAGA509")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node is not ExpressionSyntax written || SagaType.Around(context) is not { } saga || SagaType.MethodAround(context) is not { } method
            || written.FirstAncestorOrSelf<AttributeSyntax>()?.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()
                is not { TypeArgumentList.Arguments: [var participant] })
        {
            yield break;
        }
        var remote = saga.Model.Methods.FirstOrDefault(m => m.Name == method.Identifier.ValueText && m.Remote is not null)?.Remote;
        if (remote is { Found: 0 } && Spelling.Nearest(remote.Handler, remote.Others) is { } close)
            yield return new($"Send it to {close}", "HandlerSpelling", ct =>
                context.ReplaceAsync(written, ParseExpression($"nameof({participant.WithoutTrivia()}.{close})").WithTriviaFrom(written), ct));
    }
}

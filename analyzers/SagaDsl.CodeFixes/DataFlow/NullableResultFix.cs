using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA306 and SAGA307: takes a result that may be absent as <c>T?</c>. The compiler then shows where its absence must be handled.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class NullableResultFix() : SagaCodeFix("SAGA306", "SAGA307")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<ParameterSyntax>() is { Type: { } type and not NullableTypeSyntax })
        {
            yield return new($"Take {type.WithoutTrivia()}?", "Nullable", ct =>
                context.ReplaceAsync(type, NullableType(type.WithoutTrivia()).WithTriviaFrom(type), ct));
        }
    }
}

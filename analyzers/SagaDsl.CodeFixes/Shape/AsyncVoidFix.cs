using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA109: <c>async void</c> becomes <c>async Task</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AsyncVoidFix() : SagaCodeFix("SAGA109")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.MethodAround(context) is { } method)
        {
            yield return new("Return Task", "ReturnTask", ct => context.ReplaceAsync(
                method.ReturnType, Names.Shorten(ParseTypeName("global::System.Threading.Tasks.Task").WithTriviaFrom(method.ReturnType)), ct));
        }
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA114: turns the nullable context on for the file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class NullableEnableFix() : SagaCodeFix("SAGA114")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        yield return new("Add '#nullable enable'", "NullableEnable", ct =>
        {
            var directive = ParseLeadingTrivia("#nullable enable\n");
            var first = context.Root.GetFirstToken(includeZeroWidth: true);
            var leading = first.LeadingTrivia;
            // Behind what opens the file: a licence, a comment.
            var at = 0;
            for (var i = 0; i < leading.Count && !leading[i].IsDirective; i++)
            {
                if (leading[i].ToFullString().Contains("\n") && leading.Take(i).Any(static t => t.ToString().StartsWith("//", StringComparison.Ordinal)))
                    at = i + 1;
            }
            var root = context.Root.ReplaceToken(first, first.WithLeadingTrivia(leading.InsertRange(at, directive)));
            return FixContext.CleanAsync(context.Document.WithSyntaxRoot(root), ct);
        });
    }
}

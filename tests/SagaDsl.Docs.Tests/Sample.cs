using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SagaDsl.Docs.Tests;

/// <summary>
/// A C# sample of a page: a block fenced as <c>csharp</c>, or the content of a <c>&lt;!-- given</c> comment, which is
/// what the samples of the page take for granted and a reader need not see.
/// </summary>
/// <param name="Page">The page.</param>
/// <param name="Line">The line its code begins at, from 1.</param>
/// <param name="Code">The code.</param>
internal sealed record Sample(string Page, int Line, string Code)
{
    /// <summary>The samples of a page that must compile. A block fenced as <c>csharp wrong</c> shows what must not be written.</summary>
    public static IReadOnlyList<Sample> Of(string page)
    {
        var samples = new List<Sample>();
        var lines = Pages.Lines(page);
        for (var i = 0; i < lines.Length; i++)
        {
            var end = lines[i].Trim() switch
            {
                "```csharp" => "```",
                "<!-- given" => "-->",
                _ => null,
            };
            if (end is null)
                continue;
            var close = Array.FindIndex(lines, i + 1, line => line.Trim() == end);
            Assert.True(close > 0, $"{page}({i + 1}): the block is not closed.");
            samples.Add(new(page, i + 2, string.Join('\n', lines[(i + 1)..close])));
            i = close;
        }

        return samples;
    }

    /// <summary>The sample as a file that can be compiled beside the page's others: its statements become a method's.</summary>
    public SyntaxTree Parse()
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13);
        var unit = CSharpSyntaxTree.ParseText(Code, options).GetCompilationUnitRoot();
        var file = new StringBuilder();
        foreach (var import in unit.Usings)
            Append(file, import);
        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count > 0)
        {
            file.Append(CultureInfo.InvariantCulture, $"internal static class Sample{Line} {{ internal static async Task Run() {{ await Task.Yield();\n");
            foreach (var statement in statements)
                Append(file, statement);
            file.Append("#line hidden\n} }\n");
        }

        foreach (var member in unit.Members.Where(member => member is not GlobalStatementSyntax))
            Append(file, member);
        return CSharpSyntaxTree.ParseText(file.ToString(), options, $"{Page}.{Line}.cs", Encoding.UTF8);
    }

    private void Append(StringBuilder file, SyntaxNode node)
    {
        var start = node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
        file.Append(CultureInfo.InvariantCulture, $"#line {Line + start} \"{Page}\"\n").Append(node.ToFullString()).Append('\n');
    }

    public override string ToString() => $"{Page}({Line})";
}

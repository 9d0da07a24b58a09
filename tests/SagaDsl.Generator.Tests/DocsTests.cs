using SagaDsl.TestKit;
using SagaDsl.TestKit.Generators;
using SagaDsl.TestKit.Snapshots;

namespace SagaDsl.Generator.Tests;

/// <summary>docs/generated.md shows a saga and the file that is generated for it; this keeps it true.</summary>
public sealed class DocsTests
{
    // The saga is a sample like those of other pages; the generated file is none: it would be generated twice.
    private const string Sample = "```csharp\n", Generated = "```cs\n", End = "\n```";

    [Fact]
    public void The_documented_file_is_the_generated_one()
    {
        var path = Repository.PathOf("docs", "generated.md");
        var text = File.ReadAllText(path);
        var (source, _) = Block(text, Sample);
        var (shown, at) = Block(text, Generated);

        var run = GeneratorHarness.Run(source);
        Assert.Empty(run.Findings);
        var generated = run.Files["Shop.Checkout.g.cs"].TrimEnd('\n');
        if (shown == generated)
            return;
        if (Accepting.IsOn)
            File.WriteAllText(path, text[..at] + generated + text[(at + shown.Length)..]);
        else
            Assert.Fail($"docs/generated.md shows another file than is generated:\n{UnifiedDiff.Of(shown, generated)}\n{Accepting.How}");
    }

    private static (string Text, int At) Block(string text, string fence)
    {
        var at = text.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return (text[at..text.IndexOf(End, at, StringComparison.Ordinal)], at);
    }
}

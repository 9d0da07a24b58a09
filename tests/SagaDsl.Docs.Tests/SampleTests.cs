namespace SagaDsl.Docs.Tests;

public sealed class SampleTests
{
    /// <summary>The pages with samples; those of the rules show wrong code on purpose and are tested with the rules.</summary>
    public static TheoryData<string> PagesWithSamples() =>
        [.. Pages.All.Where(page => !page.StartsWith("docs/rules/", StringComparison.Ordinal) && Sample.Of(page).Count > 0)];

    [Theory]
    [MemberData(nameof(PagesWithSamples))]
    public void TheSamplesOfAPageCompile(string page) => Assert.Empty(SampleCompiler.Errors(Sample.Of(page)));

    [Fact]
    public void ReadmeHasSamples() => Assert.True(Sample.Of("README.md").Count >= 2);

    [Fact]
    public void ASampleThatDoesNotCompileIsFoundAtItsLine()
    {
        var error = Assert.Single(SampleCompiler.Errors([new("page.md", 7, "int one = 1;\nint two = one + missing;")]));
        Assert.StartsWith("page.md(8,17): error CS0103", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ASagaOfASampleIsGenerated() =>
        Assert.Empty(SampleCompiler.Errors(
        [
            new("page.md", 1,
                "[Saga(\"s\")] public sealed partial class S : ISaga<Cart> { [Step, NoCompensation(\"reads only\")] public void Look(Cart cart) { } " +
                "}\npublic sealed record Cart(string Id);"),
            new("page.md", 9, "await new SClient(null!).RunAsync(\"1\", new Cart(\"1\"));"),
        ]));
}

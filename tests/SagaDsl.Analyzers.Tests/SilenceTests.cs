using SagaDsl.TestKit;

namespace SagaDsl.Analyzers.Tests;

/// <summary>Correct sagas, as people write them, and what the repository ships: nothing is said about any of them.</summary>
public sealed class SilenceTests
{
    [Theory, MemberData(nameof(Corpus))]
    public Task A_correct_saga_is_left_alone(string file) => Check.SilentAsync(File.ReadAllText(Path.Combine(CaseFiles.Folder, "Corpus", file)));

    /// <summary>The example is also built with the analyzers, and warnings are errors there; this says so where that reference is lost.</summary>
    [Fact]
    public void The_example_is_built_with_the_analyzers()
    {
        var project = File.ReadAllText(Repository.PathOf("examples", "OrderSaga", "OrderSaga.csproj"));
        Assert.Contains("SagaDsl.Analyzers.csproj\" OutputItemType=\"Analyzer\"", project, StringComparison.Ordinal);
        Assert.DoesNotContain("SAGA", project, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("examples"), "*.cs", SearchOption.AllDirectories))
            Assert.DoesNotMatch("pragma warning disable SAGA|SuppressMessage", File.ReadAllText(file));
    }

    public static TheoryData<string> Corpus() =>
        [.. Directory.EnumerateFiles(Path.Combine(CaseFiles.Folder, "Corpus"), "*.cs").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}

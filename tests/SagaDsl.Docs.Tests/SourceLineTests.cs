namespace SagaDsl.Docs.Tests;

/// <summary>Lines fit a screen beside another file. Snapshots are as long as what they show.</summary>
public sealed class SourceLineTests
{
    private const int Longest = 160;

    [Fact]
    public void NoLineIsLonger()
    {
        var sources = RepositoryFiles.Of(".cs").Where(file => !file.Contains("/_snapshots/", StringComparison.Ordinal)).ToList();
        Assert.True(sources.Count > 100, $"Only {sources.Count} sources were found.");
        Assert.Empty(sources.SelectMany(TooLong));
    }

    private static IEnumerable<string> TooLong(string file) =>
        File.ReadLines(Repository.PathOf(file)).Select((line, at) => (line.Length, Line: at + 1)).Where(line => line.Length > Longest)
            .Select(line => $"{file}({line.Line}): {line.Length} characters");
}

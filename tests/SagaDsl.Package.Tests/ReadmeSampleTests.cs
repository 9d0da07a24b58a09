namespace SagaDsl.Package.Tests;

/// <summary>A reader pastes the first sample of the README into an empty project that has the packages, and runs it.</summary>
[Collection(PackedPackages.Once)]
public sealed class ReadmeSampleTests(PackedPackages packages)
{
    [Fact]
    public async Task TheFirstSampleRunsAsItStandsAndSaysWhatTheReadmeSays()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(BuildFacts.Repository, "README.md"));
        var consumer = packages.Consumer("Readme", "readme", store: "SagaDsl.LiteDb");
        await File.WriteAllTextAsync(Path.Combine(consumer.Folder, "Program.cs"), Block(readme, "```csharp", 0));
        var said = (await consumer.DotnetAsync("run -c Release")).MustSucceed();
        var promised = Block(readme, "```", readme.IndexOf("It says:", StringComparison.Ordinal));
        Assert.EndsWith(promised, said.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Block(string page, string fence, int from)
    {
        var start = page.IndexOf(fence + "\n", from, StringComparison.Ordinal) + fence.Length + 1;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}

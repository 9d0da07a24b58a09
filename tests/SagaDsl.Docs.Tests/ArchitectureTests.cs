using System.Text.RegularExpressions;

namespace SagaDsl.Docs.Tests;

/// <summary>The page that says where everything is names files, folders and methods that are there.</summary>
public sealed partial class ArchitectureTests
{
    private const string Page = "docs/architecture.md";

    private static readonly List<string> Files = [.. RepositoryFiles.Of(".cs", ".md", ".csproj").Select(file => "/" + file)];

    [Fact]
    public void TheFilesAndFoldersItNamesAreThere()
    {
        var named = Pages.Lines(Page).SelectMany(Spans).Where(IsPath).Distinct().ToList();
        Assert.True(named.Count > 50, $"{named.Count} paths were found.");
        Assert.DoesNotContain(named, path => !IsThere(path));
    }

    [Fact]
    public void TheMethodsOfTheHopsAreThere()
    {
        var hops = Pages.Lines(Page).Where(line => Hop().IsMatch(line));
        var named = hops.SelectMany(Spans).Select(span => Method().Match(span)).Where(method => method.Success).ToList();
        Assert.True(named.Count > 15, $"{named.Count} methods were found.");
        Assert.DoesNotContain(named, method => !IsMethod(method.Groups["type"].Value, method.Groups["name"].Value));
    }

    [Fact]
    public void TheHopsAreAsManyAsItSays()
    {
        var lines = Pages.Lines(Page);
        Assert.Contains(lines, line => line.StartsWith($"**{lines.Count(line => Hop().IsMatch(line))} hops together**", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsNotThereIsFound()
    {
        Assert.False(IsThere("Engine/NoSuch.cs"));
        Assert.False(IsMethod("SagaKernel", "NoSuch"));
    }

    private static IEnumerable<string> Spans(string line) => Span().Matches(line).Select(span => span.Groups["text"].Value);

    private static bool IsPath(string span) =>
        PathLike().IsMatch(span) && (span.Contains('/', StringComparison.Ordinal) || span.EndsWith(".cs", StringComparison.Ordinal));

    private static bool IsThere(string path) =>
        Files.Exists(file => file.EndsWith("/" + path, StringComparison.Ordinal) || file.Contains("/" + path.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static bool IsMethod(string type, string name) =>
        Files.Where(file => file.Contains($"/{type}.", StringComparison.Ordinal))
            .Any(file => Regex.IsMatch(File.ReadAllText(Repository.PathOf(file[1..])), $@"\b{name}\("));

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"^[A-Za-z][\w./]*$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Hop();

    [GeneratedRegex(@"^(?<type>[A-Z]\w+)\.(?<name>[A-Z]\w+)(\(\w+\))?$")]
    private static partial Regex Method();
}
